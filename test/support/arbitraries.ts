import fc from 'fast-check';
import {
  parseDateTime,
  simplePath,
  type AttributePath,
  type Comparison,
  type CompareOperator,
  type Filter,
  type JsonObject,
  type JsonValue,
  type ResourceDocument,
} from '../../src/scim/index.js';
import type { Attribute, AttributeType, ResourceType } from '../../src/scim/schema/attribute.js';
import { COMMON_ATTRIBUTES, EXTERNAL_ID } from '../../src/scim/schema/common-attributes.js';
import { GROUP, USER } from '../../src/scim/schema/resource-types.js';

/**
 * Random resources and filters, driven by the schemas, so that a new attribute is covered as soon as it is stated.
 * Values come from small pools, so that filters find something, and the pools hold what engines get wrong: forms
 * of Unicode, trailing white space, wildcards, quotes, keys longer than an index holds.
 */

const LONG = 'L'.repeat(512);

/** Texts that are fit for a name: without white space around them and without control characters. */
export const NAMES: readonly string[] = [
  'a',
  'A',
  'ab',
  'Nguyen',
  'Nguyễn',
  'NGUYỄN',
  'Nguyễn'.normalize('NFD'),
  'ΟΔΟΣ',
  'οδοσα',
  'İ',
  'ß',
  '😀',
  '%',
  '_',
  'a%b',
  '\\',
  '"',
  "' OR '1'='1",
];

/** Any texts; those of more than 512 bytes differ only beyond these. */
export const TEXTS: readonly string[] = [
  ...NAMES,
  'a ',
  ' a',
  'a\t',
  'a\nb',
  LONG,
  `${LONG}a`,
  `${LONG}b`,
  `${LONG.toLowerCase()}A`,
];

/** What texts begin with, hold or end in; "LA" where an index key of 512 bytes is cut. */
const PARTS = ['', 'l', 'LA', 'e', 'n', ' ', 'σ', '/Users/', 'W/"'];

/** Ids that resources, members and managers have. */
export const IDS: readonly string[] = [
  '01890a5d-ac96-774b-bcce-b302099a8057',
  '01890a5d-ac96-774b-bcce-b302099a8058',
  '01890a5d-ac97-774b-bcce-b302099a8057',
];

const TYPES = ['work', 'WORK', 'home', 'other'];
const TIMES = [
  '2021-09-23T19:35:41.842Z',
  '2021-09-23T19:35:41.843Z',
  '2011-05-13T04:42:34Z',
  '2026-02-28T23:59:59.999Z',
];
const BEYOND_MILLISECONDS = [
  '2021-09-23T19:35:41.8420572Z',
  '0001-01-03T00:00:00.0000000Z',
  '9999-12-31T23:59:59.9999999Z',
];
const BASE64 = ['AAAA', 'aaaa', 'MIIBIjANBg=='];

/** What a user's document may be: all attributes that are stored, most of them absent most of the time. */
export function arbitraryUserDocument(): fc.Arbitrary<ResourceDocument> {
  return arbitraryDocument(USER);
}

export function arbitraryGroupDocument(): fc.Arbitrary<ResourceDocument> {
  return arbitraryDocument(GROUP);
}

/** A user as it is answered: with `schemas`, `id`, `meta` and `groups`. */
export function arbitraryUserResource(): fc.Arbitrary<JsonObject> {
  return arbitraryResource(USER, 'groups', ['direct', 'indirect']);
}

/** A group as it is answered, with `members`. */
export function arbitraryGroupResource(): fc.Arbitrary<JsonObject> {
  return arbitraryResource(GROUP, 'members', ['User', 'Group']);
}

/** A checked filter in the form that the parser gives it: no `and` directly in an `and`, no `or` in an `or`. */
export function arbitraryFilter(resourceType: ResourceType): fc.Arbitrary<Filter> {
  const paths = pathsOf(resourceType);
  const complex = paths.filter(({ attribute, subAttribute }) => attribute.subAttributes && !subAttribute);
  const valuePath = fc.constantFrom(...complex).chain((path) =>
    arbitraryTree(arbitraryTerm(subPathsOf(path)), 2).map((filter): Filter => ({
      kind: 'valuePath',
      path,
      filter,
    })),
  );
  return arbitraryTree(
    fc.oneof({ weight: 3, arbitrary: arbitraryTerm(paths) }, { weight: 1, arbitrary: valuePath }),
    3,
  );
}

function arbitraryTree(term: fc.Arbitrary<Filter>, maxDepth: number): fc.Arbitrary<Filter> {
  const depthIdentifier = fc.createDepthIdentifier();
  const options = { depthIdentifier, maxDepth, withCrossShrink: true };
  return fc.letrec<{ filter: Filter; inAnd: Filter; inOr: Filter; and: Filter; or: Filter; not: Filter }>(
    (tie) => ({
      filter: fc.oneof(options, term, tie('and'), tie('or'), tie('not')),
      inAnd: fc.oneof(options, term, tie('or'), tie('not')),
      inOr: fc.oneof(options, term, tie('and'), tie('not')),
      and: operands(tie('inAnd')).map((operands) => ({ kind: 'and', operands })),
      or: operands(tie('inOr')).map((operands) => ({ kind: 'or', operands })),
      not: tie('filter').map((operand) => ({ kind: 'not', operand })),
    }),
  ).filter;
}

function operands(operand: fc.Arbitrary<Filter>): fc.Arbitrary<Filter[]> {
  return fc.array(operand, { minLength: 2, maxLength: 3 });
}

function arbitraryTerm(paths: readonly AttributePath[]): fc.Arbitrary<Filter> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...simplePaths(paths)).chain(comparisonOf) },
    { weight: 1, arbitrary: fc.constantFrom(...paths).map((path): Filter => ({ kind: 'presence', path })) },
  );
}

/** A comparison of one of the resource type's attributes. */
export function arbitraryComparison(resourceType: ResourceType): fc.Arbitrary<Comparison> {
  return fc.constantFrom(...simplePaths(pathsOf(resourceType))).chain(comparisonOf);
}

/** What a list of the resource type can be sorted by: every simple value that is not a relation's. */
export function sortablePaths(resourceType: ResourceType): AttributePath[] {
  return simplePaths(pathsOf(resourceType)).filter(({ attribute }) => attribute.relation !== true);
}

function simplePaths(paths: readonly AttributePath[]): AttributePath[] {
  return paths.flatMap((path) => simplePath(path) ?? []);
}

function comparisonOf(path: AttributePath): fc.Arbitrary<Comparison> {
  const attribute = path.subAttribute ?? path.attribute;
  return fc
    .record(
      {
        kind: fc.constant('comparison' as const),
        path: fc.constant(path),
        operator: fc.constantFrom(...OPERATORS[attribute.type]),
        value: arbitraryLiteral(attribute),
      },
      { noNullPrototype: true },
    )
    .map((comparison) => ({ ...comparison, value: asRead(attribute, comparison) }));
}

/** The parser takes what surrounds a name that is to be equal for a slip. */
function asRead(
  { visible }: Attribute,
  { operator, value }: Pick<Comparison, 'operator' | 'value'>,
): Comparison['value'] {
  const whole = operator === 'eq' || operator === 'ne';
  return visible && whole && typeof value === 'string' ? value.trim() : value;
}

const ORDERED: readonly CompareOperator[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const TEXTUAL: readonly CompareOperator[] = [...ORDERED, 'co', 'sw', 'ew'];

/** RFC 7644 §3.4.2.2, Table 3: which operators there are for a type. */
const OPERATORS: Readonly<Record<AttributeType, readonly CompareOperator[]>> = {
  string: TEXTUAL,
  reference: TEXTUAL,
  boolean: ['eq', 'ne'],
  binary: ['eq', 'ne'],
  integer: ORDERED,
  decimal: ORDERED,
  dateTime: ORDERED,
  complex: [],
};

function arbitraryLiteral(attribute: Attribute): fc.Arbitrary<string | number | boolean> {
  switch (attribute.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'decimal':
      return fc.integer({ min: -2, max: 2 });
    case 'dateTime':
      return fc.constantFrom(...TIMES, ...BEYOND_MILLISECONDS).map((text) => parseDateTime(text)!);
    case 'binary':
      return fc.constantFrom(...BASE64);
    case 'string':
    case 'reference':
    case 'complex':
      return fc.oneof(arbitraryText(attribute), fc.constantFrom(...PARTS));
  }
}

function arbitraryText({ name, maxLength }: Attribute): fc.Arbitrary<string> {
  if (name === 'type') return fc.constantFrom(...TYPES, 'User', 'direct');
  if (name === 'id' || name === 'value') return fc.constantFrom(...IDS, ...TEXTS);
  return fc.constantFrom(...(maxLength === undefined ? TEXTS : NAMES));
}

function arbitraryDocument({ schema, extensions }: ResourceType): fc.Arbitrary<ResourceDocument> {
  const extended = extensions.map(
    (extension) => [extension.schema.id, filled(arbitraryObject(extension.schema.attributes))] as const,
  );
  return fc
    .tuple(
      arbitraryObject([EXTERNAL_ID, ...schema.attributes]),
      fc.record(Object.fromEntries(extended), {
        requiredKeys: extensions.filter(({ required }) => required).map((extension) => extension.schema.id),
        noNullPrototype: true,
      }),
    )
    .map(([core, extension]) => ({ ...core, ...extension }));
}

function arbitraryObject(attributes: readonly Attribute[]): fc.Arbitrary<JsonObject> {
  const stored = attributes.filter(
    ({ mutability, relation }) => mutability !== 'readOnly' && mutability !== 'writeOnly' && !relation,
  );
  return fc.record(
    Object.fromEntries(stored.map((attribute) => [attribute.name, arbitraryValue(attribute)])),
    {
      requiredKeys: stored.filter(({ required }) => required).map(({ name }) => name),
      noNullPrototype: true,
    },
  );
}

function arbitraryValue(attribute: Attribute): fc.Arbitrary<JsonValue> {
  if (!attribute.multiValued) return arbitraryElement(attribute);
  return fc.array(arbitraryElement(attribute), { minLength: 1, maxLength: 3 }).map(withOnePrimary);
}

function arbitraryElement(attribute: Attribute): fc.Arbitrary<JsonValue> {
  switch (attribute.type) {
    case 'complex':
      return filled(arbitraryObject(attribute.subAttributes ?? []));
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'decimal':
      return fc.integer({ min: -2, max: 2 });
    case 'dateTime':
      return fc.constantFrom(...TIMES);
    case 'binary':
      return fc.constantFrom(...BASE64);
    case 'string':
    case 'reference':
      return arbitraryText(attribute);
  }
}

/** Documents hold no empty objects. */
function filled(object: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return object.filter((value) => Object.keys(value).length > 0);
}

/** At most one element is the primary one, RFC 7643 §2.4. */
function withOnePrimary(elements: JsonValue[]): JsonValue[] {
  const first = elements.findIndex((element) => isPrimary(element));
  return elements.map((element, index) =>
    isPrimary(element) && index !== first ? { ...element, primary: false } : element,
  );
}

function isPrimary(element: JsonValue): element is JsonObject {
  return (
    typeof element === 'object' && element !== null && !Array.isArray(element) && element['primary'] === true
  );
}

function arbitraryResource(
  resourceType: ResourceType,
  relation: string,
  relationTypes: readonly string[],
): fc.Arbitrary<JsonObject> {
  const id = fc.constantFrom(...IDS);
  const element = fc
    .tuple(id, fc.constantFrom(...relationTypes), fc.constantFrom(...TEXTS))
    .map(([value, type, display]) => ({
      value,
      $ref: `https://scim.example/scim/v2/Users/${value}`,
      type,
      display,
    }));
  return fc
    .tuple(
      arbitraryDocument(resourceType),
      id,
      fc.uniqueArray(element, { maxLength: 2, selector: ({ value }) => value }),
      fc.constantFrom(...TIMES),
      fc.constantFrom(...TIMES),
      fc.integer({ min: 1, max: 2 }),
    )
    .map(([document, id, related, created, lastModified, version]) => ({
      schemas: schemasOf(document, resourceType),
      id,
      ...document,
      ...(related.length > 0 && { [relation]: related }),
      meta: {
        resourceType: resourceType.id,
        created,
        lastModified,
        location: `https://scim.example/scim/v2${resourceType.endpoint}/${id}`,
        version: `W/"${version}"`,
      },
    }));
}

function schemasOf(document: ResourceDocument, { schema, extensions }: ResourceType): string[] {
  const used = extensions
    .map((extension) => extension.schema.id)
    .filter((urn) => document[urn] !== undefined);
  return [schema.id, ...used];
}

/** Every path that a filter can name: of the core schema, the common attributes and the extensions. */
function pathsOf({ schema, extensions }: ResourceType): AttributePath[] {
  const core = [...COMMON_ATTRIBUTES, ...schema.attributes].map((attribute) => ({ schema, attribute }));
  const extended = extensions.flatMap((extension) =>
    extension.schema.attributes.map((attribute) => ({
      schema: extension.schema,
      extension: extension.schema.id,
      attribute,
    })),
  );
  return [...core, ...extended]
    .filter(({ attribute }) => attribute.returned !== 'never')
    .flatMap((path) => [path, ...subPathsOf(path)]);
}

function subPathsOf(path: AttributePath): AttributePath[] {
  return (path.attribute.subAttributes ?? []).map((subAttribute) => ({ ...path, subAttribute }));
}
