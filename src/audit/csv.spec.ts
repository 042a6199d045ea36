import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.js';

describe('A line of CSV (RFC 4180)', () => {
  it('quotes what would end a cell or a line', () => {
    expect(csvLine(['a', 7, null, 'b,c', 'say "hi"', 'two\nlines'])).toBe(
      'a,7,,"b,c","say ""hi""","two\nlines"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('makes no formula of %j', (text) => {
    expect(csvLine([text])).toMatch(/^"?'/);
  });
});
