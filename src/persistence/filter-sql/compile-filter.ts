import {
  storageName,
  type Comparison,
  type Filter,
  type Presence,
  type ResourceType,
} from '../../scim/index.js';
import type { Dialect } from '../dialect.js';
import { compileColumn, isColumn } from './compile-column.js';
import { compileGroupsOfUser } from './compile-groups.js';
import { compileMembers } from './compile-members.js';
import { keyOf } from './literal.js';
import { compareStoredKey } from './compare-key.js';
import { placesFor } from '../named-rows.js';
import { and, fragment, not, or, sequence, type Fragment } from './fragment.js';

/** What a filter is compiled for. */
export interface Target {
  readonly resourceType: ResourceType;
  readonly tenantId: number;
  /** Where `/Users` and `/Groups` are, for filters on `meta.location` and `$ref`. */
  readonly baseUrl: string;
  /** Whether only resources that the IdP manages exist for the asker. */
  readonly managedOnly: boolean;
  readonly dialect: Dialect;
}

/**
 * Compiles a checked filter to a condition on the row `r` of `resources` (RFC 7644 §3.4.2.2), in two-valued logic:
 * no part of it can become NULL.
 *
 * Every simple value has a row of its own in `attribute_values`, so that each comparison is one look-up in one
 * index; relations are answered from `group_members`, and `id`, `meta` and `active` from the resource's columns.
 */
export function compileFilter(filter: Filter, target: Target): Fragment {
  switch (filter.kind) {
    case 'and':
      return and(...filter.operands.map((operand) => compileFilter(operand, target)));
    case 'or':
      return compileDisjunction(filter.operands, target);
    case 'not':
      return not(compileFilter(filter.operand, target));
    case 'comparison':
    case 'presence':
    case 'valuePath':
      return compileTerm(filter, target);
  }
}

type Term = Extract<Filter, { kind: 'comparison' | 'presence' | 'valuePath' }>;

function compileTerm(term: Term, target: Target): Fragment {
  // `ne` is true where no value is equal, so it is negated outside the look-up.
  if (term.kind === 'comparison' && term.operator === 'ne') {
    return not(compileTerm({ ...term, operator: 'eq' }, target));
  }
  if (term.path.attribute.relation) {
    const inner: Filter = term.kind === 'valuePath' ? term.filter : term;
    return target.resourceType.id === 'Group'
      ? compileMembers(inner, target)
      : compileGroupsOfUser(inner, target);
  }
  // `meta` is one element that every resource has: what is said of it is said of the resource.
  if (isColumn(term.path)) {
    return term.kind === 'valuePath' ? compileFilter(term.filter, target) : compileColumn(term, target);
  }
  return term.kind === 'valuePath' ? compileElement(term, target) : compileValues([term], target);
}

/** Alternatives that are each a look-up of a value are looked up together: then no resource need be visited to try them. */
function compileDisjunction(operands: readonly Filter[], target: Target): Fragment {
  const lookUps = operands.filter(isLookUp);
  const others = operands.filter((operand) => !isLookUp(operand));
  return or(
    ...(lookUps.length > 0 ? [compileValues(lookUps, target)] : []),
    ...others.map((operand) => compileFilter(operand, target)),
  );
}

function isLookUp(filter: Filter): filter is Comparison | Presence {
  if (filter.kind !== 'presence' && (filter.kind !== 'comparison' || filter.operator === 'ne')) return false;
  return !filter.path.attribute.relation && !isColumn(filter.path);
}

/** Resources with a value that satisfies one of the terms. */
function compileValues(terms: readonly (Comparison | Presence)[], target: Target): Fragment {
  return sequence(
    fragment(
      'r.id IN (SELECT v.resource_id FROM attribute_values v WHERE v.tenant_id = ? AND (',
      target.tenantId,
    ),
    or(...terms.map((term) => compileValue('v', term, target.dialect))),
    fragment('))'),
  );
}

/** A condition on one `attribute_values` row. */
function compileValue(alias: string, term: Comparison | Presence, dialect: Dialect): Fragment {
  if (term.kind === 'presence') return among(alias, storedNames(term));
  if (term.operator === 'ne') throw new Error('ne is negated before it gets here');
  return and(
    fragment(`${alias}.attribute = ?`, storageName(term.path)),
    compareStoredKey(alias, term.operator, keyOf(term), dialect),
  );
}

/** `emails[type eq "work" and value co "@example"]`: one element's rows share the resource and the element's number. */
function compileElement(term: Extract<Term, { kind: 'valuePath' }>, target: Target): Fragment {
  const driver = chooseDriver(term.filter);
  const driven = driver
    ? compileValue('e', driver, target.dialect)
    : among('e', storedNames({ kind: 'presence', path: term.path }));
  const rest = driver ? without(term.filter, driver) : term.filter;
  const conditions = rest ? [driven, compileInElement(rest, target.dialect)] : [driven];
  return sequence(
    fragment(
      'r.id IN (SELECT e.resource_id FROM attribute_values e WHERE e.tenant_id = ? AND',
      target.tenantId,
    ),
    and(...conditions),
    fragment(')'),
  );
}

function compileInElement(filter: Filter, dialect: Dialect): Fragment {
  switch (filter.kind) {
    case 'and':
      return and(...filter.operands.map((operand) => compileInElement(operand, dialect)));
    case 'or':
      return or(...filter.operands.map((operand) => compileInElement(operand, dialect)));
    case 'not':
      return not(compileInElement(filter.operand, dialect));
    case 'valuePath':
      throw new Error('a value path has no value path inside (RFC 7644 §3.4.2.2)');
    case 'comparison':
      if (filter.operator === 'ne') return not(compileInElement({ ...filter, operator: 'eq' }, dialect));
      return sameElement(compileValue('v', filter, dialect));
    case 'presence':
      return sameElement(compileValue('v', filter, dialect));
  }
}

function sameElement(condition: Fragment): Fragment {
  return sequence(
    fragment(
      'EXISTS (SELECT 1 FROM attribute_values v' +
        ' WHERE v.resource_id = e.resource_id AND v.tenant_id = e.tenant_id AND v.element = e.element AND',
    ),
    condition,
    fragment(')'),
  );
}

/**
 * The comparison that finds the elements: one that must hold for the whole filter to hold, and the more selective
 * the better. None where every way to satisfy the filter may do without any comparison.
 */
function chooseDriver(filter: Filter): Comparison | undefined {
  const candidates = (filter.kind === 'and' ? filter.operands : [filter]).filter(
    (operand): operand is Comparison => operand.kind === 'comparison' && operand.operator !== 'ne',
  );
  return candidates.sort((a, b) => selectivity(b) - selectivity(a))[0];
}

function selectivity(term: Comparison): number {
  const name = term.path.subAttribute?.name;
  const coarse = name === 'type' || name === 'primary';
  if (term.operator === 'eq') return coarse ? 1 : 4;
  if (term.operator === 'sw') return coarse ? 0 : 3;
  return coarse ? 0 : 2;
}

function without(filter: Filter, driver: Comparison): Filter | undefined {
  if (filter === driver) return undefined;
  if (filter.kind !== 'and') return filter;
  return { kind: 'and', operands: filter.operands.filter((operand) => operand !== driver) };
}

/** The stored names under which an attribute's values stand: its own, or those of all its sub-attributes. */
function storedNames({ path }: Presence): string[] {
  const { attribute, subAttribute } = path;
  if (subAttribute || !attribute.subAttributes) return [storageName(path)];
  return attribute.subAttributes.map((sub) => storageName({ ...path, subAttribute: sub }));
}

function among(alias: string, names: readonly string[]): Fragment {
  const places = placesFor(names);
  return fragment(`${alias}.attribute IN (${places})`, ...names);
}
