import { ValidateBy } from 'class-validator';
import { isVisible } from '../admin-api/visible-text.js';

/** What a short text may have of what people take for one character. */
const MOST_GRAPHEMES = 16;
/** UTF-16 code units: an emoji of a family has 11. */
const MOST_UNITS = 128;
const MOST_URL = 2_048;
const URL_CHARACTERS = /^https:\/\/[^\s\p{C}"'<>\\^`{|}]+$/u;
/** Would begin another scheme, or markup, where somebody shows the text as it is. */
const MARKUP = /[:"'<>]/;

const graphemes = new Intl.Segmenter('en');

/** The https address of a picture, without credentials; or a short text such as an emoji, which nothing would run. */
export function isIcon(value: unknown): boolean {
  return typeof value === 'string' && (isPicture(value) || isShortText(value));
}

export const Icon = (): PropertyDecorator =>
  ValidateBy({
    name: 'isIcon',
    validator: {
      validate: isIcon,
      defaultMessage: () =>
        `must be an https address, or at most ${MOST_GRAPHEMES} characters such as an emoji`,
    },
  });

function isPicture(text: string): boolean {
  if (text.length > MOST_URL || !URL_CHARACTERS.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

function isShortText(text: string): boolean {
  if (text.length > MOST_UNITS || text !== text.trim() || MARKUP.test(text)) return false;
  return isVisible(text) && [...graphemes.segment(text)].length <= MOST_GRAPHEMES;
}
