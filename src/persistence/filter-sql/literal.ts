import { comparisonKey, type Comparison } from '../../scim/index.js';

/** The literal's comparison key, folded as the attribute is. */
export function keyOf({ path, value }: Comparison): Buffer {
  const key = comparisonKey(value, path.subAttribute ?? path.attribute);
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength);
}

/** Whether a text satisfies the comparison: for values that are known when the filter is compiled. */
export function holdsFor(text: string, term: Comparison): boolean {
  const attribute = term.path.subAttribute ?? term.path.attribute;
  const value = Buffer.from(comparisonKey(text, attribute));
  const literal = keyOf(term);
  switch (term.operator) {
    case 'eq':
      return value.equals(literal);
    case 'ne':
      return !value.equals(literal);
    case 'co':
      return value.includes(literal);
    case 'sw':
      return value.subarray(0, literal.length).equals(literal);
    case 'ew':
      return value.length >= literal.length && value.subarray(value.length - literal.length).equals(literal);
    case 'gt':
      return value.compare(literal) > 0;
    case 'ge':
      return value.compare(literal) >= 0;
    case 'lt':
      return value.compare(literal) < 0;
    case 'le':
      return value.compare(literal) <= 0;
  }
}
