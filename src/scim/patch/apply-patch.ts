import { InvalidValueError, MutabilityError, NoTargetError } from '../error.js';
import { allowPathless, pathInExtension, pathOfKey } from '../interop/path-as-key.js';
import { ignoreReadOnlyMember } from '../interop/read-only-repeated.js';
import { valuesToRemove } from '../interop/remove-with-value.js';
import type { Conformance } from '../interop/tolerance.js';
import { ignoreUnknownTarget } from '../interop/unknown-target.js';
import type { PatchOperation } from '../message/patch-request.js';
import type { AttributePath } from '../path/attribute-path.js';
import { parsePatchPath, type PatchPath } from '../path/parse-patch-path.js';
import { isObject } from '../resource/json-object.js';
import { missingAttributes } from '../resource/missing-attributes.js';
import type { ResourceDocument } from '../resource/resource.js';
import type { ResourceType, Schema } from '../schema/attribute.js';
import { Draft } from './draft.js';
import { checkImmutable, isReadOnly, repeatsPresent } from './mutability.js';
import { patchElements } from './patch-multi-valued.js';
import { relationChange } from './patch-relation.js';
import { patchSingle } from './patch-single.js';
import type { RelationChange } from './plan.js';
import { locationOf, type AttributeOperation, type Target } from './target.js';

export interface PatchInput {
  /** The resource as it is; not touched. */
  readonly document: ResourceDocument;
  readonly id: string;
  readonly resourceType: ResourceType;
  readonly operations: readonly PatchOperation[];
  readonly conformance: Conformance;
}

export interface PatchResult {
  /** The document as it is to be; equal to the former one where nothing changed. */
  readonly document: ResourceDocument;
  /** By the attribute's name (`members`): what is to be done, in order; undefined where nothing is. */
  readonly relations: { readonly [attributeName: string]: RelationChange[] | undefined };
}

/**
 * Applies the operations of a PATCH in their order, RFC 7644 §3.5.2: all of them, or none and an error.
 * @throws InvalidPathError, InvalidSyntaxError, InvalidValueError, MutabilityError, NoTargetError
 */
export function applyPatch(input: PatchInput): PatchResult {
  const draft = new Draft(input.document);
  for (const operation of input.operations) applyOperation(draft, operation, input);
  checkNothingGoesMissing(draft, input);
  return { document: draft.document, relations: draft.relations };
}

/**
 * What was missing before may stay so: an attribute that became required later must not keep anybody from being
 * deactivated.
 * @throws MutabilityError when an attribute that is required was removed (RFC 7644 §3.5.2.2)
 */
function checkNothingGoesMissing({ current }: Draft, { document, resourceType }: PatchInput): void {
  const before = new Set(missingAttributes(document, resourceType));
  const removed = missingAttributes(current, resourceType).find((name) => !before.has(name));
  if (removed !== undefined) throw new MutabilityError(`${removed} is required and cannot be removed`);
}

function applyOperation(draft: Draft, operation: PatchOperation, input: PatchInput): void {
  if (operation.path === undefined) {
    applyPathless(draft, operation, input);
    return;
  }
  const target = parsePatchPath(operation.path, input.resourceType, input.conformance);
  applyTo(draft, target, operation, input, refuseReadOnly);
}

/** Without path the value holds attributes, each treated as if its name were the path (RFC 7644 §3.5.2.1, §3.5.2.3). */
function applyPathless(draft: Draft, { op, value }: PatchOperation, input: PatchInput): void {
  if (op === 'remove') throw new NoTargetError('A remove operation must have a path');
  allowPathless(input.conformance);
  if (!isObject(value)) throw new InvalidValueError('An operation without path takes an object as its value');
  for (const [key, member] of Object.entries(value)) {
    const target = pathOfKey(key, input.resourceType, input.conformance);
    applyTo(draft, target, { op, value: member }, input, ignoreReadOnly);
  }
}

function applyTo(
  draft: Draft,
  target: PatchPath,
  operation: PatchOperation,
  input: PatchInput,
  onReadOnly: typeof refuseReadOnly,
): void {
  switch (target.kind) {
    case 'unknown':
      ignoreUnknownTarget(input.conformance);
      break;
    case 'extension':
      applyToExtension(draft, target.schema, operation, input);
      break;
    case 'attribute':
      if (isReadOnly(target.path)) onReadOnly(target.path, operation, input);
      else applyToAttribute(draft, target, operation, input.conformance);
  }
}

/** An extension's URN stands for its attributes, like a complex attribute: those named change, the others stay. */
function applyToExtension(
  draft: Draft,
  schema: Schema,
  { op, value }: PatchOperation,
  input: PatchInput,
): void {
  if (op === 'remove' || value === null) {
    if (op !== 'add') draft.dropExtension(schema.id);
    return;
  }
  if (!isObject(value)) throw new InvalidValueError(`${schema.id} takes an object as its value`);
  for (const [key, member] of Object.entries(value)) {
    const target = pathInExtension(key, schema, input.resourceType, input.conformance);
    applyTo(draft, target, { op, value: member }, input, ignoreReadOnly);
  }
}

function applyToAttribute(
  draft: Draft,
  target: Target,
  operation: PatchOperation,
  conformance: Conformance,
): void {
  const { attribute, subAttribute } = target.path;
  const stated = toAttributeOperation(operation, target, conformance);
  if (attribute.relation) {
    draft.plan(attribute.name, relationChange(target, stated, conformance));
    return;
  }
  const present = draft.read(target.path);
  const elements = Array.isArray(present) ? present : [];
  draft.effort.spend(elements.length, target, stated);
  const next = attribute.multiValued
    ? patchElements(elements, target, stated, conformance)
    : patchSingle(present, target, stated, conformance);
  checkImmutable(target.path, present, next);
  // What is writeOnly (`password`) has been checked and is kept nowhere.
  if ((subAttribute ?? attribute).mutability !== 'writeOnly') draft.write(target.path, next);
}

function toAttributeOperation(
  operation: PatchOperation,
  { path }: Target,
  conformance: Conformance,
): AttributeOperation {
  const { op, value } = operation;
  if (op === 'remove') return { op, listed: valuesToRemove(operation, path.attribute.name, conformance) };
  if (value === undefined) throw new InvalidValueError(`${locationOf(path)}: the operation has no value`);
  return { op, value };
}

/** As the path: what is readOnly can only be said to be what it is. */
function refuseReadOnly(path: AttributePath, { op, value }: PatchOperation, input: PatchInput): void {
  if (op === 'remove' || !repeatsPresent(path, value, input))
    throw new MutabilityError(`${locationOf(path)} is read-only`);
}

function ignoreReadOnly(
  path: AttributePath,
  { value }: PatchOperation,
  { id, conformance }: PatchInput,
): void {
  ignoreReadOnlyMember(path, value, id, conformance);
}
