import { SetMetadata } from '@nestjs/common';

/** Under which a route's media types are found. */
export const TEXT_BODY = 'http:text-body';

/** The route takes text of these media types instead of JSON; its body is a string. */
export const TextBody = (...mediaTypes: readonly string[]): MethodDecorator =>
  SetMetadata(TEXT_BODY, mediaTypes);
