import { isObject, type JsonObject, type JsonValue } from '../scim/index.js';

/** What stands where something was that nobody may read. */
export const REMOVED = '[removed]';

/** Names of attributes whose values are secrets, wherever they stand; also as the last part of a path. */
const SECRET_NAME =
  /pass(?:word|wd|phrase|code)|secret(?!ar)|token|credential|authorization|api.?key|private.?key/i;
/** Secrets and access tokens of Rollcall, credentials of HTTP, and JSON web tokens. */
const SECRET_TEXT =
  /\brc[a-z]_[0-9A-Za-z]{16,}|\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/gi;
/** What a filter compares a secret with. */
const SECRET_COMPARISON =
  /((?:pass(?:word|wd|phrase)|secret|token)[\w.]*\s+(?:eq|ne|co|sw|ew|g[te]|l[te])\s+)"(?:[^"\\]|\\.)*"?/gi;
/** Control characters, marks of direction, what has no width, and halves of characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Characters of one text, and of all that is kept of a call. */
const MOST_OF_TEXT = 500;
const MOST_OF_ALL = 6_000;
const MOST_ELEMENTS = 20;
const DEPTH = 8;
/** Values that are looked through for secrets. */
const MOST_LOOKED_AT = 20_000;
/** So much more than is kept is looked through, so that no secret is cut in two. */
const LONGEST_SECRET = 4_000;
/** Shorter ones would be found in innocent words. */
const LEAST_OF_SECRET = 4;

/**
 * What a call has sent and was answered, as it may be kept and shown: without secrets, cut to a size, and with each
 * character that cannot be seen written as its number. What stood under a secret's name is also taken out wherever
 * else it appears.
 */
export class Redactor {
  private readonly secrets = new Set<string>();
  private lookedAt = 0;
  private left = MOST_OF_ALL;

  /** A copy; the value itself stays as it is. */
  redact(value: JsonValue): JsonValue {
    this.left = MOST_OF_ALL;
    this.collect(value, false);
    return this.copy(value, DEPTH);
  }

  /** @param most characters that are kept */
  text(text: string, most = MOST_OF_TEXT): string {
    let clean = text.slice(0, most + LONGEST_SECRET);
    for (const secret of this.secrets) clean = clean.replaceAll(secret, REMOVED);
    clean = clean.replace(SECRET_TEXT, REMOVED).replace(SECRET_COMPARISON, `$1"${REMOVED}"`);
    return cut(clean, most);
  }

  private collect(value: JsonValue, isSecret: boolean): void {
    if (++this.lookedAt > MOST_LOOKED_AT) return;
    if (Array.isArray(value)) {
      for (const element of value) this.collect(element, isSecret);
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        this.collect(member, isSecret || isSecretMember(value, name));
      }
    } else if (isSecret && typeof value === 'string' && value.length >= LEAST_OF_SECRET) {
      this.secrets.add(value);
    }
  }

  private copy(value: JsonValue, depth: number): JsonValue {
    if (typeof value === 'string') return this.spend(this.text(value));
    if (typeof value !== 'object' || value === null) return value;
    if (depth === 0 || this.left <= 0) return '…';
    return Array.isArray(value) ? this.copyList(value, depth - 1) : this.copyObject(value, depth - 1);
  }

  private copyList(list: readonly JsonValue[], depth: number): JsonValue {
    const kept: JsonValue[] = [];
    for (const element of list) {
      if (kept.length === MOST_ELEMENTS || this.left <= 0) break;
      kept.push(this.copy(element, depth));
    }
    return kept.length < list.length ? [...kept, `… ${list.length - kept.length} more`] : kept;
  }

  private copyObject(object: JsonObject, depth: number): JsonValue {
    const kept: [string, JsonValue][] = [];
    for (const [name, member] of Object.entries(object)) {
      if (this.left <= 0) {
        kept.push(['…', '…']);
        break;
      }
      const shown = this.spend(this.text(name));
      kept.push([shown, isSecretMember(object, name) ? REMOVED : this.copy(member, depth)]);
    }
    return Object.fromEntries(kept);
  }

  private spend(text: string): string {
    this.left -= text.length + 4;
    return text;
  }
}

/** Cut, and each character that cannot be seen as its number: no terminal and no page takes it for a command. */
export function cut(text: string, most: number): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  return short.replace(INVISIBLE, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}

/** Whether the member's name is a secret's, or it is the value of a PATCH operation whose path is one. */
function isSecretMember(object: JsonObject, name: string): boolean {
  if (SECRET_NAME.test(name)) return true;
  if (!/^value$/i.test(name)) return false;
  const path = Object.entries(object).find(([key]) => /^path$/i.test(key))?.[1];
  return typeof path === 'string' && SECRET_NAME.test(path);
}
