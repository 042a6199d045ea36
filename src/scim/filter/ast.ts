import type { AttributePath } from '../path/attribute-path.js';

/**
 * The filter's abstract syntax (RFC 7644 §3.4.2.2), checked against the schemas: one tree, several functions
 * (check, evaluate in memory, compile to SQL).
 *
 * Meaning is two-valued: an absent attribute is "not equal", never unknown. A comparison on a multi-valued
 * attribute is true when some value satisfies it, except `ne`, which is always the negation of `eq`
 * (`emails ne "x"`: no value is x; inside a value path, `emails[value ne "x"]`: some element's value is not x).
 */
export type Filter = And | Or | Not | Comparison | Presence | ValuePathFilter;

export type CompareOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';

export interface And {
  readonly kind: 'and';
  readonly operands: readonly Filter[];
}
export interface Or {
  readonly kind: 'or';
  readonly operands: readonly Filter[];
}
export interface Not {
  readonly kind: 'not';
  readonly operand: Filter;
}
/**
 * `attrPath op value`. The path always names a simple attribute: a complex one without sub-attribute has been
 * resolved to its `value` (`emails eq "x"` means `emails.value eq "x"`). `value` has the attribute's type
 * (dateTime: milliseconds since the epoch, with fractions). `eq null` and `ne null` are Presence, negated or not.
 */
export interface Comparison {
  readonly kind: 'comparison';
  readonly path: AttributePath;
  readonly operator: CompareOperator;
  readonly value: string | number | boolean;
}
/** `attrPath pr`: has a non-empty value. The path may name a complex attribute. */
export interface Presence {
  readonly kind: 'presence';
  readonly path: AttributePath;
}
/** `attrPath[filter]`: some element satisfies the whole inner filter. Inner paths have the same top attribute and a sub-attribute. */
export interface ValuePathFilter {
  readonly kind: 'valuePath';
  readonly path: AttributePath;
  readonly filter: Filter;
}
