import {
  type Attribute,
  comparableValue,
  comparisonKey,
  documentSchemas,
  EXTERNAL_ID,
  fold,
  FOLDED,
  isObject,
  type JsonObject,
  type JsonValue,
  type ResourceDocument,
  type ResourceType,
} from '../scim/index.js';
import { ACCOUNT_EMAIL } from '../persistence/filter-sql/account-email.js';
import { DISPLAY } from '../persistence/filter-sql/compile-relation.js';
import { splitKey } from '../persistence/filter-sql/stored-key.js';

/** A row of `attribute_values` without its resource. */
export interface ValueRow {
  readonly attribute: string;
  readonly element: number;
  readonly key: Buffer;
  readonly tail: Buffer | null;
  readonly leading: boolean;
}

/**
 * Every simple value of a document as filters and sorting see it, plus two that follow from it: the text that
 * references show and the account's e-mail.
 *
 * `active` is a column of its own and `members` and `groups` are relations: none of them has rows here.
 */
export function valueRows(
  document: ResourceDocument,
  display: string,
  resourceType: ResourceType,
): ValueRow[] {
  const rows: ValueRow[] = [];
  const core = resourceType.schema.attributes.filter(({ name }) => name !== 'active');
  addAttributes(rows, '', document, [EXTERNAL_ID, ...core]);
  for (const { schema } of resourceType.extensions) {
    const extension = document[schema.id];
    if (isObject(extension))
      addAttributes(rows, `${(schema.alias ?? schema.id).toLowerCase()}:`, extension, schema.attributes);
  }
  documentSchemas(document, resourceType).forEach((urn, element) =>
    add(rows, 'schemas', element, urn, FOLDED, element === 0),
  );
  add(rows, DISPLAY, 0, display, FOLDED, true);
  const email = accountEmail(document);
  if (email !== undefined) add(rows, ACCOUNT_EMAIL, 0, email, FOLDED, true);
  return rows;
}

/** What a write changes among the rows: those that go (or change) and those that come (or change). */
export function compareRows(
  before: readonly ValueRow[],
  after: readonly ValueRow[],
): { gone: ValueRow[]; come: ValueRow[] } {
  const old = new Map(before.map((row) => [`${row.attribute}\0${row.element}`, row]));
  const come: ValueRow[] = [];
  for (const row of after) {
    const place = `${row.attribute}\0${row.element}`;
    const previous = old.get(place);
    if (previous && same(previous, row)) old.delete(place);
    else come.push(row);
  }
  return { gone: [...old.values()], come };
}

/** The account's e-mail: the one of type work, else the primary one, else the first. */
export function accountEmail(document: ResourceDocument): string | undefined {
  const emails = (Array.isArray(document['emails']) ? document['emails'] : []).filter(isObject);
  const chosen =
    emails.find(({ type }) => typeof type === 'string' && fold(type, false) === 'work') ??
    emails.find(({ primary }) => primary === true) ??
    emails[0];
  return typeof chosen?.['value'] === 'string' ? chosen['value'] : undefined;
}

function addAttributes(
  rows: ValueRow[],
  prefix: string,
  values: JsonObject,
  attributes: readonly Attribute[],
): void {
  for (const attribute of attributes) {
    const value = values[attribute.name];
    if (value === undefined || attribute.relation) continue;
    const elements = attribute.multiValued && Array.isArray(value) ? value : [value];
    const leading = Math.max(
      0,
      elements.findIndex((element) => isObject(element) && element['primary'] === true),
    );
    elements.forEach((element, index) => {
      addElement(rows, prefix + attribute.name.toLowerCase(), index, element, attribute, index === leading);
    });
  }
}

function addElement(
  rows: ValueRow[],
  name: string,
  element: number,
  value: JsonValue,
  attribute: Attribute,
  leading: boolean,
): void {
  if (!attribute.subAttributes) {
    add(rows, name, element, value, attribute, leading);
    return;
  }
  if (!isObject(value)) return;
  for (const sub of attribute.subAttributes) {
    const part = value[sub.name];
    if (part !== undefined) add(rows, `${name}.${sub.name.toLowerCase()}`, element, part, sub, leading);
  }
}

function add(
  rows: ValueRow[],
  attribute: string,
  element: number,
  value: JsonValue,
  definition: Pick<Attribute, 'type' | 'caseExact'>,
  leading: boolean,
): void {
  const comparable = comparableValue(value, definition);
  if (comparable === undefined) return;
  const { head, tail } = splitKey(comparisonKey(comparable, definition));
  rows.push({ attribute, element, key: head, tail, leading });
}

function same(a: ValueRow, b: ValueRow): boolean {
  const tails = a.tail && b.tail ? a.tail.equals(b.tail) : a.tail === b.tail;
  return a.key.equals(b.key) && tails && a.leading === b.leading;
}
