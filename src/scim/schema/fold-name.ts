/**
 * The name of an attribute or schema, or its URN, as names are compared: without case (RFC 7643 §2.1, §10.2.1). They are ASCII
 * (ATTRNAME of §2.1), and of other letters none is folded: the Kelvin sign (U+212A) is no "k".
 */
export function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Whether two names or URNs are the same. */
export function isSameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}
