import { describe, expect, it } from 'vitest';
import { REMOVED, Redactor } from './redaction.js';

describe('What is kept of a call', () => {
  const redact = (value: Parameters<Redactor['redact']>[0]): string =>
    JSON.stringify(new Redactor().redact(value));

  it.each<[string, object]>([
    ['an attribute', { userName: 'ada', password: 'hunter22' }],
    ['an attribute in whatever case, deep inside', { a: [{ b: { PassWord: 'hunter22' } }] }],
    ['an extension', { 'urn:acme:User': { apiKey: 'hunter22', clientSecret: { x: 'hunter22' } } }],
    ['a PATCH by path', { Operations: [{ op: 'replace', path: 'password', value: 'hunter22' }] }],
    [
      'a PATCH by qualified path',
      { Operations: [{ op: 'Replace', Path: 'urn:x:User:PASSWORD', Value: 'hunter22' }] },
    ],
    ['a PATCH without a path', { Operations: [{ op: 'replace', value: { password: 'hunter22' } }] }],
    ['its copy under an innocent name', { password: 'hunter22', note: 'the word is hunter22.' }],
    ['a filter', { filter: 'userName eq "a" and password eq "hunter22"' }],
    ['a header that strayed', { note: 'Authorization: Bearer hunter22' }],
  ])('never holds a secret: %s', (_where, body) => {
    expect(redact(body as never)).not.toContain('hunter22');
  });

  it('never holds a credential of Rollcall, wherever it stands', () => {
    const secret = 'rcs_4RkT0uQ2hXyV7bGz1nJc9dWm5sLp3aEf8iKo6tBwUrY1kq2xZ';
    expect(redact({ title: `x ${secret}`, [secret]: 1 })).not.toContain('4RkT0');
  });

  it('takes what was a secret out of the error that repeats it', () => {
    const redactor = new Redactor();
    redactor.redact({ password: 'hunter22' });
    expect(redactor.text('"hunter22" is no valid value')).toBe(`"${REMOVED}" is no valid value`);
  });

  it('keeps what is none', () => {
    const user = {
      userName: 'ada',
      name: { givenName: 'Ada' },
      title: 'Secretary',
      active: true,
      n: 1,
      x: null,
    };
    expect(new Redactor().redact(user)).toEqual(user);
  });

  it('shows what cannot be seen as its number (H15, B13)', () => {
    expect(new Redactor().redact('a\n\u001b[31m\u202e\ud800b\u{e0001}')).toBe(
      'a\\u000a\\u001b[31m\\u202e\\ud800b\\u{e0001}',
    );
  });

  it('is small, however large the call was', () => {
    const members = Array.from({ length: 20_000 }, (_, index) => ({ value: `${index}`.repeat(200) }));
    expect(redact({ members }).length).toBeLessThan(20_000);
    const wide = Object.fromEntries(members.map(({ value }, index) => [`a${index}`, value]));
    expect(redact(wide).length).toBeLessThan(20_000);
    let deep: object = {};
    for (let depth = 0; depth < 1_000; depth++) deep = { deep };
    expect(redact(deep as never).length).toBeLessThan(200);
  });
});
