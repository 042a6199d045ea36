import { describe, expect, it } from 'vitest';
import { writeLetter } from './letter.js';
import { oneLine } from './one-line.js';

describe('A line', () => {
  it.each([
    ['Hello\r\nBcc: eve@example.com', 'Hello Bcc: eve@example.com'],
    ['a\u2028b\u0085c\0d', 'a b c d'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\u200Bb\uFEFFc', 'abc'],
    ['lone \uD800 surrogate', 'lone surrogate'],
    ['  Grüße   🍣  ', 'Grüße 🍣'],
  ])('of %j is %j', (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  it('is cut where it is too long, between characters', () => {
    expect(oneLine('x'.repeat(10_000))).toBe(`${'x'.repeat(199)}…`);
    expect(oneLine('🍣'.repeat(300))).toBe(`${'🍣'.repeat(199)}…`);
    expect(oneLine('x'.repeat(200))).toBe('x'.repeat(200));
  });
});

describe('A letter', () => {
  const EVIL = `<img src=x onerror=alert(1)> {{constructor.constructor('x')()}} \${7*7} <%= 7*7 %> "'&\r\n--\r\nforged`;
  const { text, html } = writeLetter({
    heading: `A heading of ${EVIL}`,
    tone: 'bad',
    paragraphs: [EVIL],
    facts: [['Name', EVIL]],
    action: { label: EVIL, url: 'https://rollcall.example.com/?a=1&b="x"' },
    reason: EVIL,
  });

  it('shows in plain text what others have written as the line that it is', () => {
    const line = EVIL.replaceAll('\r\n', ' ');
    expect(text).toContain(`Name: ${line}\n`);
    expect(text.split('\n').filter((other) => other === 'forged')).toEqual([]);
  });

  it('shows in HTML what others have written as text', () => {
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<%=');
    expect(html).toContain(
      '&lt;img src=x onerror=alert(1)&gt; {{constructor.constructor(&#39;x&#39;)()}} ${7*7}',
    );
    expect(html).toContain('href="https://rollcall.example.com/?a=1&amp;b=&quot;x&quot;"');
  });

  it('leaves out what it has not', () => {
    const plain = writeLetter({ heading: 'H', tone: 'good', paragraphs: ['P'], reason: 'R' });
    expect(plain.text).toBe('H\n\nP\n\n--\nR\n');
    expect(plain.html).not.toContain('<a ');
  });
});
