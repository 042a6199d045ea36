import { describe, expect, it } from 'vitest';
import { ENTERPRISE, OWN_ID, PATCH_OP } from '../../../test/support/patch.js';
import {
  InvalidFilterError,
  InvalidPathError,
  InvalidSyntaxError,
  InvalidValueError,
  NoTargetError,
  type ScimError,
} from '../error.js';
import { parseFilter } from '../filter/parse-filter.js';
import { printFilter } from '../filter/print-filter.js';
import { parsePatchRequest } from '../message/patch-request.js';
import { applyPatch } from '../patch/apply-patch.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import { validateResource } from '../resource/validate-resource.js';
import { USER } from '../schema/resource-types.js';
import { absentMembers } from './absent-members.js';
import { TOLERANCES, type Conformance, type ToleranceName } from './tolerance.js';

const CORE = USER.schema.id;
const BJENSEN = {
  userName: 'bjensen',
  emails: [{ value: 'work@example.com', type: 'work' }],
  [ENTERPRISE]: { manager: { value: '7' } },
};

/** Something that an IdP sends beside the standard. */
interface Deviation {
  readonly read: (conformance: Conformance) => unknown;
  /** What a tolerant connection makes of it. */
  readonly understood: unknown;
  /** How a strict one refuses it with 400, or what the RFC has it mean. */
  readonly strict: (new (detail: string) => ScimError) | { readonly means: unknown };
}

const put = (more: JsonObject) => (conformance: Conformance) =>
  validateResource({ schemas: [CORE], userName: 'bjensen', ...more }, USER, conformance).document;

const patched =
  (...operations: JsonValue[]) =>
  (conformance: Conformance) =>
    applyPatch({
      document: BJENSEN,
      id: OWN_ID,
      resourceType: USER,
      operations: parsePatchRequest({ schemas: [PATCH_OP], Operations: operations }, conformance),
      conformance,
    }).document;

/** One for each tolerance: without it this file does not compile. */
const DEVIATIONS: Readonly<Record<ToleranceName, Deviation>> = {
  booleanAsString: {
    read: put({ active: 'False' }),
    understood: { userName: 'bjensen', active: false },
    strict: InvalidValueError,
  },
  operationCase: {
    read: patched({ op: 'Replace', path: 'title', value: 'Lead' }),
    understood: { ...BJENSEN, title: 'Lead' },
    strict: InvalidSyntaxError,
  },
  dottedKey: {
    read: put({ [`${CORE}:title`]: 'Lead' }),
    understood: { userName: 'bjensen', title: 'Lead' },
    strict: InvalidSyntaxError,
  },
  removeWithValue: {
    read: patched({ op: 'remove', path: 'emails', value: [{ value: 'home@example.com' }] }),
    understood: BJENSEN,
    strict: InvalidValueError,
  },
  createMissingElement: {
    read: patched({ op: 'replace', path: 'emails[type eq "home"].value', value: 'home@example.com' }),
    understood: { ...BJENSEN, emails: [...BJENSEN.emails, { type: 'home', value: 'home@example.com' }] },
    strict: NoTargetError,
  },
  referenceAsString: {
    read: put({ [ENTERPRISE]: { manager: '7' } }),
    understood: { userName: 'bjensen', [ENTERPRISE]: { manager: { value: '7' } } },
    strict: InvalidValueError,
  },
  singleValueAsList: {
    read: put({ emails: { value: 'work@example.com' } }),
    understood: { userName: 'bjensen', emails: [{ value: 'work@example.com' }] },
    strict: InvalidValueError,
  },
  listAsSingleValue: {
    read: put({ title: ['Lead'] }),
    understood: { userName: 'bjensen', title: 'Lead' },
    strict: InvalidValueError,
  },
  unknownAttributeIgnored: {
    read: put({ shoeSize: 42 }),
    understood: { userName: 'bjensen' },
    strict: InvalidSyntaxError,
  },
  unknownSchemaIgnored: {
    read: put({ schemas: [CORE, 'urn:scim:schemas:core:1.0'] }),
    understood: { userName: 'bjensen' },
    strict: InvalidSyntaxError,
  },
  missingSchema: {
    read: put({ schemas: null }),
    understood: { userName: 'bjensen' },
    strict: InvalidSyntaxError,
  },
  readOnlyIgnored: {
    read: patched({ op: 'replace', value: { id: OWN_ID, title: 'Lead' } }),
    understood: { ...BJENSEN, title: 'Lead' },
    strict: InvalidPathError,
  },
  extensionDot: {
    read: patched({ op: 'add', path: `${ENTERPRISE}.department`, value: 'Tours' }),
    understood: { ...BJENSEN, [ENTERPRISE]: { ...BJENSEN[ENTERPRISE], department: 'Tours' } },
    strict: InvalidPathError,
  },
  extensionAttributeUnqualified: {
    read: put({ department: 'Tours' }),
    understood: { userName: 'bjensen', [ENTERPRISE]: { department: 'Tours' } },
    strict: InvalidSyntaxError,
  },
  emptyReferenceRemoves: {
    read: patched({ op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: '' } }),
    understood: { userName: 'bjensen', emails: BJENSEN.emails },
    strict: InvalidValueError,
  },
  valuePathComparison: {
    read: (conformance) =>
      printFilter(parseFilter('emails[type eq "work"].value eq "x"', USER, { conformance })),
    understood: 'emails[type eq "work" and value eq "x"]',
    strict: InvalidFilterError,
  },
  absentMembersKept: { read: absentMembers, understood: undefined, strict: { means: [] } },
};

describe.each(TOLERANCES)('The tolerance %s', (name) => {
  const { read, understood, strict } = DEVIATIONS[name];

  it('understands what is sent, and is counted', () => {
    const used: ToleranceName[] = [];
    expect(read({ mode: 'tolerant', used: (tolerance) => used.push(tolerance) })).toEqual(understood);
    expect(used).toEqual([name]);
  });

  it('is not there for strict connections, and nothing is counted', () => {
    const used: ToleranceName[] = [];
    const strictly = () => read({ mode: 'strict', used: (tolerance) => used.push(tolerance) });
    if (typeof strict === 'function') expect(strictly).toThrow(strict);
    else expect(strictly()).toEqual(strict.means);
    expect(used).toEqual([]);
  });
});
