import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Length, ValidateBy } from 'class-validator';

/** Sequences that are one emoji hold joiners and marks which show nothing by themselves (Unicode UTS #51). */
const EMOJI = new RegExp('\\p{RGI_Emoji}', 'gv');
/** Control characters, marks of direction, fillers, what has no width, and the pattern of no Braille dot. */
const HIDDEN = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/u;
const SEEN = /[^\p{Z}\p{M}]/u;

/** Whether the text says something and hides nothing. Each look at it is linear: it may be as long as a body. */
export function isVisible(text: string): boolean {
  const plain = text.replace(EMOJI, '*');
  return !HIDDEN.test(plain) && SEEN.test(plain);
}

/** Says something, and hides nothing: no control characters, no marks of direction, nothing without width. */
export const IsVisibleText = (): PropertyDecorator =>
  ValidateBy({
    name: 'isVisibleText',
    validator: {
      validate: (value) => typeof value === 'string' && isVisible(value),
      defaultMessage: () => 'must say something, with characters that can be seen',
    },
  });

/** White space around a text is none of it; what is no text is left for the validation to refuse. */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** The name of something, of one line. @param most characters */
export const VisibleName = (most: number): PropertyDecorator =>
  applyDecorators(Trimmed(), IsString(), Length(1, most), IsVisibleText());

/** Part of what is looked for. */
export const SearchText = (): PropertyDecorator => applyDecorators(Trimmed(), IsString(), Length(1, 200));
