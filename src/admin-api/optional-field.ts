import { ValidateIf } from 'class-validator';

/** A field that is not given stays as it is; null is no value of it. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** A field that is not given stays as it is; null removes its value. */
export const IfText = (): PropertyDecorator =>
  ValidateIf((_object, value) => value !== undefined && value !== null);
