import { Injectable } from '@nestjs/common';
import { currentContext, currentTenantId, type RequestContext } from '../operations/request-context.js';
import { BusyError } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { defineAttribute, GROUP, USER, type ResourceType } from '../scim/index.js';
import { coreRoleAttribute } from './role-attribute.js';
import { SchemaExtensionRepository, type SchemaState } from './schema-extension.repository.js';
import { toSchema, type SchemaExtension } from './schema-extension.js';

/** Users and groups with the tenant's own schemas. */
export interface ResourceTypes {
  readonly user: ResourceType;
  readonly group: ResourceType;
}

interface Remembered {
  readonly tenantId: number;
  readonly state: SchemaState;
  readonly types: ResourceTypes;
}

/** Tenants whose schemas are remembered at the most. */
const MOST = 1_000;

/**
 * The resource types of the tenant under way: those of RFC 7643, its schema extensions, and the attribute by which
 * its IdP gives roles. Looked up once a request, and made anew only when something has changed, so that an
 * extension works on every replica from the next request on.
 */
@Injectable()
export class TenantSchemas {
  private readonly remembered = new Map<number, Remembered>();
  private readonly loaded = new WeakMap<RequestContext, Remembered>();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: SchemaExtensionRepository,
  ) {}

  /** @param state where whoever asks has read it already */
  async load(state?: SchemaState): Promise<ResourceTypes> {
    const [context, tenantId] = [currentContext(), currentTenantId()];
    const present = this.loaded.get(context);
    if (present?.tenantId === tenantId) return present.types;
    const found = await this.unit.read(() => this.find(tenantId, state));
    this.loaded.set(context, found);
    return found.types;
  }

  /** What this request has loaded. @throws Error when it has not: a programming error */
  current(): ResourceTypes {
    const present = this.loaded.get(currentContext());
    if (present?.tenantId !== currentTenantId()) throw new Error("The tenant's schemas were not loaded");
    return present.types;
  }

  /** @throws BusyError where this request has read something by schemas that are not those any more */
  assertCurrent(state: SchemaState): void {
    const present = this.loaded.get(currentContext());
    if (present?.tenantId !== currentTenantId() || isSame(present.state, state)) return;
    this.forget();
    throw new BusyError('The schemas have changed meanwhile');
  }

  /** After a change of the schemas in this request. */
  forget(): void {
    this.loaded.delete(currentContext());
  }

  private async find(tenantId: number, known?: SchemaState): Promise<Remembered> {
    const state = known ?? (await this.repository.findState(tenantId));
    const present = this.remembered.get(tenantId);
    if (present && isSame(present.state, state)) return present;
    const extensions = state.version === 0 ? [] : await this.repository.list(tenantId);
    const made = { tenantId, state, types: resourceTypes(extensions, state.roleAttribute) };
    if (this.remembered.size >= MOST) this.remembered.clear();
    this.remembered.set(tenantId, made);
    return made;
  }
}

function resourceTypes(extensions: readonly SchemaExtension[], roleAttribute: string | null): ResourceTypes {
  const role = coreRoleAttribute(roleAttribute);
  const user = role === undefined ? USER : withAttribute(USER, role);
  return { user: extended(user, extensions), group: extended(GROUP, extensions) };
}

function extended(type: ResourceType, extensions: readonly SchemaExtension[]): ResourceType {
  const own = extensions.filter(({ resourceType }) => resourceType === type.id);
  if (own.length === 0) return type;
  const added = own.map((extension) => ({ schema: toSchema(extension), required: extension.required }));
  return { ...type, extensions: [...type.extensions, ...added] };
}

function withAttribute(type: ResourceType, name: string): ResourceType {
  const attribute = defineAttribute(name, 'string', 'The roles that the user has in Rollcall.', {
    multiValued: false,
  });
  return { ...type, schema: { ...type.schema, attributes: [...type.schema.attributes, attribute] } };
}

function isSame(a: SchemaState, b: SchemaState): boolean {
  return a.version === b.version && a.roleAttribute === b.roleAttribute;
}
