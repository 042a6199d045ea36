import { InvalidFilterError } from '../error.js';

const ENDS_WORD = new Set([' ', '(', ')', '[', ']', '"']);
const LONE_SURROGATE = /\p{Surrogate}/u;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Reads a filter from left to right. White space is the space alone (SP in RFC 7644's Figure 1). */
export class Scanner {
  private position = 0;
  /** Where what was read last begins, for messages. */
  private token = 0;

  constructor(private readonly text: string) {}

  /** @throws InvalidFilterError that says where, and never repeats what a client may have put there */
  fail(reason: string): never {
    throw new InvalidFilterError(`${reason} (at character ${this.token + 1} of the filter)`);
  }

  private skipSpace(): void {
    while (this.text[this.position] === ' ') this.position++;
    this.token = this.position;
  }

  atEnd(): boolean {
    this.skipSpace();
    return this.position >= this.text.length;
  }

  /** Takes one character if it comes next, after white space. */
  take(character: string): boolean {
    this.skipSpace();
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  /** Takes a character only if nothing, not even white space, stands before it. */
  takeAdjacent(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  /** Takes a keyword in any case, if it comes next as a whole word. */
  takeKeyword(keyword: string): boolean {
    const start = this.position;
    if (this.word().toLowerCase() === keyword) return true;
    this.position = start;
    return false;
  }

  /** Whether the next word, in lower case, is one of those meant; nothing is taken. */
  peekWord(meant: (word: string) => boolean): boolean {
    const start = this.position;
    const found = meant(this.word().toLowerCase());
    this.position = start;
    return found;
  }

  /** What stands before the next white space, bracket or quote; may be empty. */
  word(): string {
    this.skipSpace();
    const start = this.position;
    while (this.position < this.text.length && !ENDS_WORD.has(this.text[this.position]!)) this.position++;
    return this.text.slice(start, this.position);
  }

  /** A literal: a JSON string, number, boolean or null (RFC 7644 §3.4.2.2 compValue). */
  literal(): string | number | boolean | null {
    this.skipSpace();
    if (this.text[this.position] === '"') return this.string();
    const word = this.word();
    const lower = word.toLowerCase();
    if (lower === 'true') return true;
    if (lower === 'false') return false;
    if (lower === 'null') return null;
    if (NUMBER.test(word) && Number.isFinite(Number(word))) return Number(word);
    return this.fail('a value is a string in double quotes, a number, true, false or null');
  }

  private string(): string {
    const start = this.position++;
    while (this.position < this.text.length && this.text[this.position] !== '"') {
      this.position += this.text[this.position] === '\\' ? 2 : 1;
    }
    if (this.position >= this.text.length) this.fail('a string is not closed');
    this.position++;
    const value = this.parseString(this.text.slice(start, this.position));
    if (LONE_SURROGATE.test(value)) this.fail('a string holds half a character');
    return value;
  }

  private parseString(json: string): string {
    try {
      return JSON.parse(json) as string;
    } catch {
      return this.fail('a string has an escape or a character that JSON does not know');
    }
  }
}
