import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { InvalidInputError, ProblemError } from '../admin-api/problem.js';
import type { Change } from '../journal/journal-entry.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { UniqueViolation } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import {
  GROUP,
  NotFoundError,
  resolveAttributePath,
  schemasOf,
  storageName,
  UniquenessError,
  USER,
} from '../scim/index.js';
import { faultsOf } from './definition-faults.js';
import { toSchema, type ExtensionDefinition, type SchemaExtension } from './schema-extension.js';
import { SchemaExtensionRepository } from './schema-extension.repository.js';
import { TenantSchemas } from './tenant-schemas.js';

/** Extensions of a tenant at the most: each is looked at with every body. */
const MOST = 20;

type Changes = Pick<ExtensionDefinition, 'name' | 'description' | 'required' | 'attributes'>;

/** The schemas by which administrators extend users and groups (RFC 7643 §3.3). */
@Injectable()
export class SchemaExtensions {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: SchemaExtensionRepository,
    private readonly schemas: TenantSchemas,
    private readonly journal: Journal,
  ) {}

  list(): Promise<SchemaExtension[]> {
    return this.unit.read(() => this.repository.list(currentTenantId()));
  }

  /** @throws NotFoundError */
  async retrieve(id: string): Promise<SchemaExtension> {
    const extension = await this.unit.read(() => this.repository.find(currentTenantId(), id));
    if (!extension) throw unknown();
    return extension;
  }

  /** @throws InvalidInputError, UniquenessError when there is a schema of the URN, ProblemError `too_many` */
  async create(definition: ExtensionDefinition): Promise<SchemaExtension> {
    assertSound(definition);
    const now = Date.now();
    const extension: SchemaExtension = { ...definition, createdAt: now, updatedAt: now };
    try {
      return await this.unit.write(async () => {
        await this.repository.countVersion(currentTenantId());
        await this.assertRoom();
        await this.repository.insert(currentTenantId(), extension);
        await this.record('schema.created', extension, differences(undefined, extension));
        return extension;
      });
    } catch (error) {
      if (error instanceof UniqueViolation) throw taken(definition.id);
      throw error;
    }
  }

  /**
   * Replaces what the extension says. What resources have values of keeps its nature.
   * @throws NotFoundError, InvalidInputError, ProblemError `schema_in_use`
   */
  replace(id: string, changes: Changes): Promise<SchemaExtension> {
    return this.unit.write(async () => {
      await this.repository.countVersion(currentTenantId());
      const current = await this.retrieve(id);
      const extension: SchemaExtension = { ...current, ...changes, updatedAt: Date.now() };
      assertSound(extension);
      const changed = differences(current, extension);
      if (changed.length === 0) return current;
      await this.assertUnused(current.id, namesThatChange(current, extension));
      await this.repository.update(currentTenantId(), extension);
      await this.record('schema.updated', extension, changed);
      return extension;
    });
  }

  /** @throws NotFoundError, ProblemError `schema_in_use` while resources have values of it */
  delete(id: string): Promise<void> {
    return this.unit.write(async () => {
      await this.repository.countVersion(currentTenantId());
      const current = await this.retrieve(id);
      await this.assertUnused(current.id, [...natures(current).keys()]);
      await this.repository.delete(currentTenantId(), current.id);
      await this.record('schema.deleted', current, differences(current, undefined));
    });
  }

  private async assertRoom(): Promise<void> {
    const present = await this.repository.list(currentTenantId());
    if (present.length >= MOST) {
      throw new ProblemError(409, 'too_many', `A tenant has at most ${MOST} schema extensions`);
    }
  }

  private async assertUnused(urn: string, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const tenantId = currentTenantId();
    if (await this.repository.isInFilter(tenantId, urn)) {
      throw inUse('The filter of a mapping rule names the schema: change or delete the rule first');
    }
    if (names.includes((await this.carrierOfRoles()) ?? '')) {
      throw inUse(
        'The connection takes roles from an attribute of the schema: name another roleAttribute first',
      );
    }
    if (
      (await this.repository.hasValues(tenantId, names)) ||
      (await this.repository.isRetained(tenantId, urn))
    ) {
      const have = 'Users or groups, or users who are kept aside, have values of what would go or become';
      throw inUse(`${have} something else: have them removed first`);
    }
  }

  /** The attribute by which the IdP gives roles, as values of it are stored. */
  private async carrierOfRoles(): Promise<string | undefined> {
    const { roleAttribute } = await this.repository.findState(currentTenantId());
    if (roleAttribute === null) return undefined;
    const path = resolveAttributePath(roleAttribute, (await this.schemas.load()).user);
    return path && storageName(path);
  }

  private async record(action: string, { id }: SchemaExtension, changes: readonly Change[]): Promise<void> {
    this.schemas.forget();
    await this.journal.record({ action, target: { type: 'schema', id: null, display: id }, changes });
  }
}

/** @throws InvalidInputError, UniquenessError for a URN that every tenant has */
function assertSound(definition: ExtensionDefinition): void {
  const builtIn = [USER, GROUP].flatMap(schemasOf);
  if (builtIn.some(({ id }) => id.toLowerCase() === definition.id.toLowerCase())) throw taken(definition.id);
  const faults = faultsOf(definition);
  if (faults.length > 0) throw new InvalidInputError(faults);
}

/** What cannot change under values that are there, by the name under which they are stored. */
function natures(definition: ExtensionDefinition): Map<string, unknown> {
  const schema = toSchema(definition);
  return new Map(
    schema.attributes.flatMap((attribute): [string, unknown][] => {
      const { type, multiValued, caseExact, uniqueness, mutability } = attribute;
      const path = { schema, extension: schema.id, attribute };
      const nature = { type, multiValued, caseExact, uniqueness, kept: mutability !== 'writeOnly' };
      if (!attribute.subAttributes) return [[storageName(path), nature]];
      return attribute.subAttributes.map((sub) => [
        storageName({ ...path, subAttribute: sub }),
        { ...nature, sub: [sub.type, sub.caseExact] },
      ]);
    }),
  );
}

function inUse(detail: string): ProblemError {
  return new ProblemError(409, 'schema_in_use', detail);
}

function namesThatChange(before: ExtensionDefinition, after: ExtensionDefinition): string[] {
  const next = natures(after);
  return [...natures(before)]
    .filter(([name, nature]) => !isDeepStrictEqual(nature, next.get(name)))
    .map(([name]) => name);
}

function differences(before: SchemaExtension | undefined, after: SchemaExtension | undefined): Change[] {
  return (['resourceType', 'name', 'description', 'required', 'attributes'] as const)
    .filter((path) => !isDeepStrictEqual(plain(before?.[path]), plain(after?.[path])))
    .map((path) => ({ path, before: before?.[path] ?? null, after: after?.[path] ?? null }));
}

/** Instances of input classes equal what comes out of the database. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

function taken(id: string): UniquenessError {
  return new UniquenessError(`There is a schema ${id} already`);
}

function unknown(): NotFoundError {
  return new NotFoundError('There is no such schema extension');
}
