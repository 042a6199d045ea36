import type { AttributePath } from '../path/attribute-path.js';
import type { JsonObject, JsonValue, ResourceDocument } from '../resource/resource.js';
import { isNothing, isObject, withMember } from '../resource/json-object.js';
import { Effort } from './effort.js';
import { isVoid, joinChanges, type RelationChange } from './plan.js';

/**
 * What the operations of one PATCH have come to so far. The document that it began with is never touched: what
 * changes is copied, so that a request that fails halfway leaves nothing behind.
 */
export class Draft {
  readonly effort = new Effort();
  private readonly changes = new Map<string, RelationChange[]>();

  constructor(private state: ResourceDocument) {}

  /** The document, in which an extension that has lost its last attribute is still there, as an empty object. */
  get current(): ResourceDocument {
    return this.state;
  }

  get document(): ResourceDocument {
    return Object.entries(this.state).reduce(
      (document, [name, value]) => (isNothing(value) ? withMember(document, name, undefined) : document),
      this.state,
    );
  }

  get relations(): { [attributeName: string]: RelationChange[] | undefined } {
    return Object.fromEntries([...this.changes].map(([name, changes]) => [name, joinChanges(changes)]));
  }

  /** The whole value of the attribute that a path names, whichever sub-attribute it names. */
  read({ extension, attribute }: AttributePath): JsonValue | undefined {
    return this.owner(extension)[attribute.name];
  }

  /** Sets the whole value; nothing, an empty list or an empty object leaves the attribute unassigned (RFC 7643 §2.5). */
  write({ extension, attribute }: AttributePath, value: JsonValue | undefined): void {
    const owner = withMember(this.owner(extension), attribute.name, value);
    if (extension === undefined) this.state = owner;
    else if (extension in this.state || !isNothing(owner)) this.state = { ...this.state, [extension]: owner };
  }

  /** Removes an extension with everything in it. */
  dropExtension(extension: string): void {
    this.state = withMember(this.state, extension, undefined);
  }

  /** Notes a change of a relation; one that names nobody is none. */
  plan(attributeName: string, change: RelationChange): void {
    if (isVoid(change)) return;
    const changes = this.changes.get(attributeName);
    if (changes) changes.push(change);
    else this.changes.set(attributeName, [change]);
  }

  private owner(extension: string | undefined): JsonObject {
    if (extension === undefined) return this.state;
    const owner = this.state[extension];
    return isObject(owner) ? owner : {};
  }
}
