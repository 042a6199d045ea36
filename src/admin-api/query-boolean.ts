import { Transform } from 'class-transformer';

/** A query parameter that is `true` or `false`; anything else is left for the validation to refuse. */
export const QueryBoolean = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
