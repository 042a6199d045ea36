/** Attributes and schemas as data, with every characteristic of RFC 7643 §2.2 and §7. */

export type AttributeType =
  'string' | 'boolean' | 'decimal' | 'integer' | 'dateTime' | 'binary' | 'reference' | 'complex';
export type Mutability = 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
export type Returned = 'always' | 'never' | 'default' | 'request';
export type Uniqueness = 'none' | 'server' | 'global';

/** One attribute's definition, RFC 7643 §7. Sub-attributes have no sub-attributes of their own. */
export interface Attribute {
  /** As it is written in answers, e.g. `userName`. */
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: Mutability;
  readonly returned: Returned;
  readonly uniqueness: Uniqueness;
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
  /** Most characters of a value; 16,384 where nothing is said. */
  readonly maxLength?: number;
  /**
   * The value is what people are told apart by: white space around it does not count, and characters that nobody
   * sees are refused, so that no two people look alike.
   */
  readonly visible?: true;
  /**
   * The attribute is a relation between resources (`members`, `groups`) and not part of the stored document:
   * the patch engine answers with a plan for it, and filters on it are answered from the relation.
   */
  readonly relation?: true;
}

/** A schema, RFC 7643 §7. */
export interface Schema {
  /** The schema's URN as it is written in answers. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
  /** Short stable name under which an extension's attributes are stored, e.g. `enterprise`; none for core schemas. */
  readonly alias?: string;
}

/** A resource type, RFC 7643 §6, with its schemas resolved. */
export interface ResourceType {
  readonly id: string;
  readonly name: string;
  /** Relative to the base path, e.g. `/Users`. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly { readonly schema: Schema; readonly required: boolean }[];
}
