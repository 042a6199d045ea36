import { describe, expect, it } from 'vitest';
import { isIcon } from './icon.js';

const FLAG_OF_ENGLAND = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';

describe('An icon', () => {
  it.each([
    'https://example.com/sales.png',
    'https://example.com:8443/a?b=c#d',
    `https://example.com/${'x'.repeat(2_000)}`,
    '🧭',
    '👩‍💻',
    '👨‍👩‍👧',
    '❤️‍🔥',
    '👍🏽',
    '🇩🇪',
    FLAG_OF_ENGLAND,
    '❤',
    'HR 1',
    'R/D',
    'é',
    '営業',
    'x'.repeat(16),
    '👩‍💻'.repeat(16),
  ])('is %s', (icon) => {
    expect(isIcon(icon)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['plain http', 'http://example.com/x.png'],
    ['an address without a host', 'https://:::'],
    ['an address with credentials', 'https://user:pw@example.com/x.png'],
    ['an address with a name', 'https://user@example.com/x.png'],
    ['an address with a blank', 'https://example.com/a b'],
    ['an address with a quote', 'https://example.com/"onerror="x'],
    ['a long address', `https://example.com/${'x'.repeat(2_048)}`],
    ['a script', 'javascript:alert(1)'],
    ['a picture in itself', 'data:image/png;base64,AAAA'],
    ['markup', '<b>'],
    ['a long text', 'x'.repeat(17)],
    ['one letter with very many marks', `a${'\u0301'.repeat(200)}`],
    ['nothing', ''],
    ['blanks', '  '],
    ['blanks around it', ' A'],
    ['NUL', 'A\0'],
    ['a mark of direction', 'A\u202e'],
    ['a joiner alone', '\u200d'],
    ['a tag alone', '\u{E0067}'],
    ['a mark alone', '\u0301'],
    ['Braille without dots', '\u2800'],
    ['a Hangul filler', '\u3164'],
    ['a line end', 'A\nB'],
    ['half a character', '\ud83d'],
    ['no text', 7],
  ])('is not %s', (_, icon) => {
    expect(isIcon(icon)).toBe(false);
  });
});
