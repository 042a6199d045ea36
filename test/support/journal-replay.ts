import { expect } from 'vitest';
import { compareDocuments } from '../../src/directory/changes.js';
import type { JsonValue, ResourceDocument } from '../../src/scim/index.js';
import type { AdminClient, Body } from './admin-client.js';
import type { ScimBody, ScimClient } from './scim-client.js';

/** What follows from the rest, and so is not written into the journal. */
const DERIVED: ReadonlySet<string> = new Set(['schemas', 'id', 'meta', 'groups', 'members']);

/** A resource as its journal entries alone tell it. */
class Told {
  /** The last value of each path; those that are null again are not there. */
  private readonly values = new Map<string, JsonValue>();
  private readonly members = new Set<string>();
  private readonly held = new Set<string>();
  /** Every request that has changed it: each is one version. */
  private readonly requests = new Set<string>();

  apply({ requestId, changes }: Event): void {
    this.requests.add(requestId);
    for (const change of changes) {
      if (change.path === 'members') this.applyMember(change);
      else this.applyValue(change);
    }
  }

  applyRoles(changes: readonly Change[]): void {
    for (const { before, after } of changes) {
      if (before !== null)
        expect(this.held.delete(before as string), `${String(before)} was held`).toBe(true);
      if (after === null) continue;
      expect(this.held.has(after as string), `${String(after)} is held already`).toBe(false);
      this.held.add(after as string);
    }
  }

  get roles(): string[] {
    return [...this.held].sort();
  }
  get document(): Record<string, JsonValue> {
    return Object.fromEntries(this.values);
  }
  get memberIds(): string[] {
    return [...this.members].sort();
  }
  get version(): string {
    return `W/"${this.requests.size}"`;
  }

  /** Each entry begins where the one before has ended. */
  private applyValue({ path, before, after }: Change): void {
    expect(before, path).toEqual(this.values.get(path) ?? null);
    if (after === null) this.values.delete(path);
    else this.values.set(path, after);
  }

  private applyMember({ before, after }: Change): void {
    const [went, came] = [idOf(before), idOf(after)];
    if (went !== undefined) expect(this.members.delete(went), `${went} was a member`).toBe(true);
    if (came === undefined) return;
    expect(this.members.has(came), `${came} is a member already`).toBe(false);
    this.members.add(came);
  }
}

interface Change {
  readonly path: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

export interface Event {
  readonly actor: { readonly type: string };
  readonly target: { readonly id: string; readonly type: string };
  readonly action: string;
  readonly sequence: number | null;
  readonly requestId: string;
  readonly changes: readonly Change[];
}

/**
 * Holds everything that SCIM shows to what the journal tells from its first entry to its last: the same resources,
 * attributes, members and versions, and nothing of those that were deleted.
 */
export async function expectJournalTellsAll(admin: AdminClient, scim: ScimClient): Promise<void> {
  const told = await tell(admin);
  const shown = [...(await everything(scim, 'Users')), ...(await everything(scim, 'Groups'))];
  for (const resource of shown) {
    const entries = told.get(resource.id);
    expect(entries, `The journal knows ${resource.id}`).toBeDefined();
    expect(entries!.document).toEqual(flat(resource));
    const members = 'members' in resource ? resource.members : [];
    expect(entries!.memberIds).toEqual(members.map(({ value }) => value).sort());
    expect(entries!.version, resource.id).toBe(resource.meta.version);
    told.delete(resource.id);
  }
  // Whoever is left was deleted. The members of a deleted group went with it, without an entry each.
  for (const [id, { document }] of told) expect(document, id).toEqual({});
}

/** All pages of a list. */
export async function everything(scim: ScimClient, type: 'Users' | 'Groups'): Promise<ScimBody[]> {
  const all: ScimBody[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { body }: { body: ScimBody } = await scim.get(`/${type}?count=500&cursor=${cursor}`);
    all.push(...body.Resources);
    cursor = body.nextCursor;
  }
  return all;
}

/** A user, group or organization as the journal's entries of all actors tell it. */
export interface ToldThing {
  readonly document: Record<string, JsonValue>;
  readonly roles: readonly string[];
  readonly members: readonly string[];
}

/** What is beside the document, and not said with its values. */
const BESIDE: ReadonlySet<string> = new Set(['externallyManaged', 'password', 'icon', 'members', 'mapping']);

/**
 * All users, groups and organizations as the journal alone tells them, whoever has changed them; each entry must
 * begin where the one before has ended.
 */
export function replay(events: readonly Event[]): Map<string, ToldThing> {
  const things = new Map<string, Told>();
  for (const event of events) {
    const { target, action } = event;
    if (!['user', 'group', 'organization'].includes(target.type)) continue;
    const thing = things.get(target.id) ?? new Told();
    things.set(target.id, thing);
    const told = event.changes.filter(({ path }) => path === 'members' || !BESIDE.has(path));
    if (action.startsWith('role.')) thing.applyRoles(told);
    else thing.apply({ ...event, changes: told });
    // Roles and members go with it, without an entry each.
    if (action === `${target.type}.deleted`) {
      expect(thing.document, `${target.id} was deleted whole`).toEqual({});
      things.delete(target.id);
    }
  }
  return new Map(
    [...things].map(([id, { document, roles, memberIds }]) => [id, { document, roles, members: memberIds }]),
  );
}

/** The resources that were created over SCIM, by id. */
async function tell(admin: AdminClient): Promise<Map<string, Told>> {
  const told = new Map<string, Told>();
  for (const event of await history(admin)) {
    if (event.actor.type !== 'scim' || !['user', 'group'].includes(event.target.type)) continue;
    const resource = told.get(event.target.id) ?? new Told();
    told.set(event.target.id, resource);
    resource.apply(event);
  }
  return told;
}

/** Oldest first. */
export async function history(admin: AdminClient): Promise<Event[]> {
  const items: Body[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { body }: { body: Body } = await admin.get(
      `audit-events?limit=200${cursor && `&cursor=${cursor}`}`,
    );
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items.reverse() as unknown as Event[];
}

/** Path and value of each attribute, as the journal writes them. */
export function flat(resource: ScimBody): Record<string, JsonValue> {
  const own = Object.entries(resource).filter(([name]) => !DERIVED.has(name));
  const changes = compareDocuments({}, Object.fromEntries(own) as ResourceDocument);
  return Object.fromEntries(changes.map(({ path, after }) => [path, after as JsonValue]));
}

function idOf(member: JsonValue): string | undefined {
  return (member as { value?: string } | null)?.value;
}
