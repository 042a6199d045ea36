import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts: a signed-in person, an IdP through the SCIM secret, an access token, or Rollcall itself. */
export interface Actor {
  readonly type: 'user' | 'scim' | 'system' | 'token';
  /** The person's id; for `scim` the SCIM administrator whom the secret is bound to. */
  readonly id: string | null;
  /** Of a token, the person for whom it acts. */
  readonly userId?: string;
  readonly display: string;
}

/** Those whom a limited access token sees: the people in these groups (or below them) and organizations. */
export interface Scope {
  readonly groupIds: readonly string[];
  readonly organizationIds: readonly string[];
}

/** What is known of the request (or command) under way. Guards fill in actor and tenant once they know them. */
export interface RequestContext {
  readonly requestId: string;
  readonly ip: string | null;
  /** What a browser or program says that it is; at most 512 characters. */
  readonly userAgent?: string;
  actor: Actor;
  /** The tenant's internal number; undefined until a guard has found out. */
  tenantId?: number;
  /** The tenant's own public address; undefined where it is that of the installation. */
  publicUrl?: string;
  /** Undefined where all of the tenant may be seen. */
  scope?: Scope;
}

export const SYSTEM: Actor = { type: 'system', id: null, display: 'Rollcall' };

const storage = new AsyncLocalStorage<RequestContext>();

export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** @throws Error outside a request or command: a programming error. */
export function currentContext(): RequestContext {
  const context = storage.getStore();
  if (!context) throw new Error('There is no request context here');
  return context;
}

/** For what may also run outside a request, such as a log line. */
export function findContext(): RequestContext | undefined {
  return storage.getStore();
}

/** The tenant whose data this request may touch. @throws Error before a guard has found out. */
export function currentTenantId(): number {
  const { tenantId } = currentContext();
  if (tenantId === undefined) throw new Error('No tenant has been chosen yet');
  return tenantId;
}
