import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../../journal/journal-entry.js';
import { isObject, type JsonObject, type JsonValue, type ResourceDocument } from '../../scim/index.js';
import type { PastEntry } from './past.repository.js';

/** A member that came or went. */
export interface PastMember {
  readonly value: string;
  readonly type: string;
  readonly display: string;
}

/** What the history says that does not fit what is there: it cannot be undone. */
export class UnclearHistory extends Error {}

/** The entries whose changes are those of the document; others tell of what is not restored, such as passwords. */
const OF_DOCUMENT: ReadonlySet<string> = new Set([
  'user.updated',
  'user.deactivated',
  'user.reactivated',
  'group.updated',
]);
/** What stands in them beside the document. */
const NOT_RESTORED: ReadonlySet<string> = new Set(['password', 'externallyManaged', 'drift']);
const ROLES: ReadonlySet<string> = new Set(['role.granted', 'role.revoked']);

/** A user or group on the way back: what it is now, and entry by entry, the newest first, what it was before. */
export class PastState {
  document: ResourceDocument;
  readonly roles: Set<string>;
  icon: string | null;
  /** Those who came since, and those who went; who did both is in neither. */
  readonly came = new Map<string, PastMember>();
  readonly went = new Map<string, PastMember>();

  constructor(now: {
    readonly document: ResourceDocument;
    readonly roles?: readonly string[];
    readonly icon?: string | null;
  }) {
    this.document = structuredClone(now.document);
    this.roles = new Set(now.roles);
    this.icon = now.icon ?? null;
  }

  /** @throws UnclearHistory where what the entry has made is not what is there */
  undo({ action, changes }: PastEntry): void {
    // What a mapping rule has given, or taken, follows from the rest.
    const isByRule = changes.some(({ path }) => path === 'mapping');
    for (const change of changes) {
      if (change.path === 'members') this.undoMember(change);
      else if (ROLES.has(action)) {
        if (!isByRule) this.undoRole(change);
      } else if (OF_DOCUMENT.has(action) && !NOT_RESTORED.has(change.path)) this.undoValue(change);
    }
  }

  private undoMember({ before, after }: Change): void {
    const [went, came] = [before as PastMember | null, after as PastMember | null];
    if (came && !this.went.delete(came.value)) this.came.set(came.value, came);
    if (went && !this.came.delete(went.value)) this.went.set(went.value, went);
  }

  private undoRole({ before, after }: Change): void {
    if (typeof after === 'string') this.roles.delete(after);
    if (typeof before === 'string') this.roles.add(before);
  }

  private undoValue({ path, before, after }: Change): void {
    if (path === 'icon') {
      this.icon = before as string | null;
      return;
    }
    const names = namesOf(path);
    if (!isDeepStrictEqual(valueAt(this.document, names) ?? null, after)) {
      throw new UnclearHistory(`The history does not fit what is there: ${path} is not what it says`);
    }
    this.document = withValue(this.document, names, before as JsonValue);
  }
}

/** `name.familyName`, or an attribute of an extension, whose URN has dots of its own. */
function namesOf(path: string): string[] {
  if (!path.startsWith('urn:')) return path.split('.');
  const end = path.lastIndexOf(':');
  return [path.slice(0, end), ...path.slice(end + 1).split('.')];
}

function valueAt(value: JsonValue | undefined, [name, ...rest]: readonly string[]): JsonValue | undefined {
  if (name === undefined) return value;
  return isObject(value) && Object.hasOwn(value, name) ? valueAt(value[name], rest) : undefined;
}

/** Without the names whose value is null, and without what is empty then. */
function withValue(object: JsonObject, [name, ...rest]: readonly string[], value: JsonValue): JsonObject {
  const old = object[name!];
  const now = rest.length === 0 ? value : withValue(isObject(old) ? old : {}, rest, value);
  const isGone = now === null || (rest.length > 0 && isObject(now) && Object.keys(now).length === 0);
  const { [name!]: _gone, ...others } = object;
  return isGone ? others : { ...others, [name!]: now };
}
