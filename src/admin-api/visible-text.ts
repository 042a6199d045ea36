import { Matches } from 'class-validator';

/** Says something, and hides nothing: no control characters, no marks of direction, nothing without width. */
export const IsVisibleText = (): PropertyDecorator =>
  Matches(/^[^\p{C}]*[^\p{C}\p{Z}][^\p{C}]*$/u, {
    message: 'must say something, with characters that can be seen',
  });
