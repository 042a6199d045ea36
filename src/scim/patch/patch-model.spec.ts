import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTERPRISE, patchUser } from '../../../test/support/patch.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';

/**
 * Random PATCH requests against a model of a user that knows nothing of paths, schemas or copies: fields, and a list
 * of e-mails that is written in place.
 */
interface Email {
  type: string;
  value: string;
  primary?: boolean;
}
interface Model {
  fields: Map<string, string>;
  emails: Email[];
}
interface Step {
  operation: JsonObject;
  /** The type of the e-mail that must be there. */
  needs?: string;
  run: (model: Model) => void;
}

const texts = fc.constantFrom('a', 'B', 'ä', '😀', 'a b', '%');
const types = fc.constantFrom('work', 'home', 'other');
const writes = fc.constantFrom('add', 'replace');
/** Where the field stands in the path, by the key that the model has for it. */
const PATHS: Readonly<Record<string, string>> = {
  title: 'title',
  nickName: 'nickName',
  givenName: 'name.givenName',
  familyName: 'name.familyName',
  department: `${ENTERPRISE}:department`,
  division: `${ENTERPRISE}:division`,
};
const fields = fc.constantFrom(...Object.keys(PATHS));
const emailLists = fc.array(
  fc.record(
    { type: types, value: texts, primary: fc.constantFrom(true, false) },
    { requiredKeys: ['type', 'value'] },
  ),
  { maxLength: 4 },
);

const setField = fc.tuple(writes, fields, texts, fc.boolean()).map(([op, field, value, pathless]): Step => ({
  operation: pathless ? { op, value: { [PATHS[field]!]: value } } : { op, path: PATHS[field]!, value },
  run: (model) => model.fields.set(field, value),
}));
const clearField = fc.tuple(fields, fc.boolean()).map(([field, byNull]): Step => ({
  operation: byNull
    ? { op: 'replace', path: PATHS[field]!, value: null }
    : { op: 'remove', path: PATHS[field]! },
  run: (model) => model.fields.delete(field),
}));
const mergeName = fc.tuple(writes, texts, fc.boolean()).map(([op, value, whole]): Step => ({
  operation: {
    op,
    path: 'name',
    value: whole ? { givenName: value, familyName: null } : { givenName: value },
  },
  run: (model) => {
    model.fields.set('givenName', value);
    if (whole) model.fields.delete('familyName');
  },
}));
const addEmails = fc.tuple(emailLists, fc.boolean()).map(([added, pathless]): Step => ({
  operation: pathless
    ? { op: 'add', value: { emails: asJson(added) } }
    : { op: 'add', path: 'emails', value: asJson(added) },
  run: (model) => {
    lastPrimaryWins(
      model.emails,
      added.map((email) => putEmail(model.emails, email)),
    );
  },
}));
const replaceEmails = emailLists.map((value): Step => ({
  operation: { op: 'replace', path: 'emails', value: asJson(value) },
  run: (model) => {
    model.emails = [];
    lastPrimaryWins(
      model.emails,
      value.map((email) => putEmail(model.emails, email)),
    );
  },
}));
const writeEmail = fc.tuple(writes, types, texts).map(([op, type, value]): Step => ({
  operation: { op, path: `emails[type eq "${type}"].value`, value },
  run: ({ emails }) => {
    if (!emails.some((email) => email.type === type)) emails.push({ type, value });
    for (const email of emails) if (email.type === type) email.value = value;
  },
}));
const makePrimary = types.map((type): Step => ({
  operation: { op: 'replace', path: `emails[type eq "${type}" and value pr].primary`, value: 'True' },
  needs: type,
  run: ({ emails }) => {
    const last = emails.findLast((email) => email.type === type);
    for (const email of emails) {
      if (email === last) email.primary = true;
      else if (email.primary || email.type === type) email.primary = false;
    }
  },
}));
const removeEmails = fc.tuple(types, fc.boolean()).map(([type, byValue]): Step => ({
  operation: { op: 'remove', path: `emails[type eq "${type}"]${byValue ? '.value' : ''}` },
  run: (model) => {
    model.emails = model.emails.filter((email) => email.type !== type);
  },
}));

const steps = fc.array(
  fc.oneof(setField, clearField, mergeName, addEmails, replaceEmails, writeEmail, makePrimary, removeEmails),
  { maxLength: 12 },
);

describe('PATCH · against a naive model', () => {
  it('comes to what the model comes to, in one request and in many', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const model: Model = { fields: new Map(), emails: [] };
        const possible = sequence.filter((step) => applies(step, model));
        const together = patchUser(
          { userName: 'u' },
          possible.map(({ operation }) => operation),
        ).document;
        const one = possible.reduce<JsonObject>(
          (document, { operation }) => patchUser(document, [operation]).document,
          { userName: 'u' },
        );
        expect(together).toEqual(toDocument(model));
        expect(one).toEqual(together);
      }),
      { numRuns: 500 },
    );
  });

  it('comes to the same when a replace is sent twice', () => {
    fc.assert(
      fc.property(
        steps,
        fc.oneof(setField, clearField, replaceEmails, writeEmail, removeEmails),
        (before, again) => {
          const model: Model = { fields: new Map(), emails: [] };
          const operations = before.filter((step) => applies(step, model)).map(({ operation }) => operation);
          const once = patchUser({ userName: 'u' }, [...operations, again.operation]).document;
          expect(patchUser(once, [again.operation]).document).toEqual(once);
        },
      ),
    );
  });

  it('never touches the document it starts from', () => {
    fc.assert(
      fc.property(steps, steps, (before, sequence) => {
        const model: Model = { fields: new Map(), emails: [] };
        const made = before.filter((step) => applies(step, model)).map(({ operation }) => operation);
        const document = deepFreeze(patchUser({ userName: 'u' }, made).document);
        const next = sequence.filter((step) => applies(step, model)).map(({ operation }) => operation);
        patchUser(document, next);
      }),
    );
  });
});

/** Runs the step on the model, unless it is one that needs an element which is not there. */
function applies(step: Step, model: Model): boolean {
  if (step.needs !== undefined && !model.emails.some(({ type }) => type === step.needs)) return false;
  step.run(model);
  return true;
}

function putEmail(emails: Email[], stated: Email): Email {
  const present = emails.find(({ type, value }) => type === stated.type && value === stated.value);
  if (present) return Object.assign(present, stated);
  emails.push({ ...stated });
  return emails.at(-1)!;
}

function lastPrimaryWins(emails: readonly Email[], stated: readonly Email[]): void {
  const winner = stated.findLast((email) => email.primary);
  if (!winner) return;
  for (const email of emails) if (email !== winner && email.primary) email.primary = false;
}

function toDocument({ fields, emails }: Model): JsonObject {
  const pick = (...names: string[]) =>
    Object.fromEntries(names.flatMap((name) => (fields.has(name) ? [[name, fields.get(name)!]] : [])));
  const name = pick('givenName', 'familyName');
  const enterprise = pick('department', 'division');
  return {
    userName: 'u',
    ...pick('title', 'nickName'),
    ...(Object.keys(name).length > 0 && { name }),
    ...(Object.keys(enterprise).length > 0 && { [ENTERPRISE]: enterprise }),
    ...(emails.length > 0 && { emails: asJson(emails) }),
  };
}

function asJson(emails: readonly Email[]): JsonValue[] {
  return emails.map((email) => ({ ...email }));
}

function deepFreeze<T extends JsonValue>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
