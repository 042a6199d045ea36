/**
 * Text that others have written as one line: without line breaks and control characters, which begin another header
 * or forge a line, without marks of direction and characters without width, which show something else than there is.
 * @param limit characters; what is longer ends in "…"
 */
export function oneLine(text: string, limit = 200): string {
  const clean = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(clean);
  return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`;
}
