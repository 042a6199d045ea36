import { Injectable } from '@nestjs/common';
import { MatchOutlook, type Outlook } from '../directory/match-outlook.js';
import { visibilityOf } from '../directory/stored-resource.js';
import { ConnectionService, type Connection } from '../provisioning/connection.service.js';
import { TenantSchemas, type ResourceTypes } from '../schema-extensions/tenant-schemas.js';
import {
  fold,
  isObject,
  ScimError,
  validateResource,
  type Conformance,
  type JsonObject,
  type ResourceDocument,
} from '../scim/index.js';
import { readIncoming, type Incoming } from './incoming.js';

/** What would become of one resource of the file. */
export interface PreviewedResource extends Outlook {
  readonly number: number;
  readonly type: 'User' | 'Group';
  readonly name: string | null;
}

export interface Preview {
  readonly counts: Readonly<Record<Outlook['outcome'], number>>;
  /** Local accounts and groups that the first sync would not touch. */
  readonly leftAlone: { readonly users: number; readonly groups: number };
  readonly resources: readonly PreviewedResource[];
}

/** Shows, before provisioning is switched on, what the first sync would do to the accounts that are there. */
@Injectable()
export class MatchingPreview {
  constructor(
    private readonly connections: ConnectionService,
    private readonly schemas: TenantSchemas,
    private readonly outlook: MatchOutlook,
  ) {}

  /** @throws InvalidInputError for what cannot be read */
  async run(text: string, format: 'json' | 'csv'): Promise<Preview> {
    const incoming = readIncoming(text, format);
    const [connection, types] = [await this.connections.retrieve(), await this.schemas.load()];
    const resources: PreviewedResource[] = [];
    const seen = new Set<string>();
    for (const one of incoming) resources.push(await this.look(one, connection, types, seen));
    return {
      counts: countOutcomes(resources),
      leftAlone: await this.leftAlone(resources),
      resources,
    };
  }

  private async look(
    { number, resource, fault }: Incoming,
    connection: Connection,
    types: ResourceTypes,
    seen: Set<string>,
  ): Promise<PreviewedResource> {
    const type = isGroup(resource, types) ? 'Group' : 'User';
    const name = nameOf(resource, type);
    const head = { number, type, name } as const;
    if (fault !== undefined) return { ...head, outcome: 'refuse', reason: fault };
    const document = read(resource, type, connection, types);
    if (typeof document === 'string') return { ...head, outcome: 'refuse', reason: document };
    const key = `${type}\0${fold(name ?? '', false)}`;
    if (seen.has(key)) return { ...head, outcome: 'refuse', reason: 'The name is there twice' };
    seen.add(key);
    const rules = { matchBy: connection.matchUsersBy, visibility: visibilityOf(connection) };
    const outlook =
      type === 'Group'
        ? await this.outlook.ofGroup(document, rules)
        : await this.outlook.ofUser(document, rules);
    return { ...head, ...outlook };
  }

  private async leftAlone(resources: readonly PreviewedResource[]): Promise<Preview['leftAlone']> {
    const { users, groups } = await this.outlook.unmanaged();
    const taken = (type: string) =>
      new Set(
        resources.filter((one) => one.outcome === 'take_over' && one.type === type).map((one) => one.id),
      ).size;
    return { users: users - taken('User'), groups: groups - taken('Group') };
  }
}

/** The document, or what the SCIM API would refuse it for. */
function read(
  { members: _members, ...resource }: JsonObject,
  type: 'User' | 'Group',
  { conformance: mode }: Connection,
  types: ResourceTypes,
): ResourceDocument | string {
  const conformance: Conformance = { mode, used: () => undefined };
  try {
    return validateResource(resource, type === 'Group' ? types.group : types.user, conformance).document;
  } catch (error) {
    if (error instanceof ScimError) return error.detail;
    throw error;
  }
}

function isGroup(resource: JsonObject, { group }: ResourceTypes): boolean {
  const { schemas, meta } = resource;
  if (isObject(meta) && meta['resourceType'] === group.id) return true;
  return Array.isArray(schemas) && schemas.includes(group.schema.id);
}

function nameOf(resource: JsonObject, type: 'User' | 'Group'): string | null {
  const name = resource[type === 'Group' ? 'displayName' : 'userName'];
  return typeof name === 'string' ? name : null;
}

function countOutcomes(resources: readonly PreviewedResource[]): Preview['counts'] {
  const counts = { take_over: 0, create: 0, update: 0, refuse: 0 };
  for (const { outcome } of resources) counts[outcome]++;
  return counts;
}
