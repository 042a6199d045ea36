import { currentContext, type RequestContext } from '../operations/request-context.js';
import type { Rights } from './principal.js';

/** Who has issued the SCIM secret that the IdP bears, where it is nobody who may give every role. */
export interface Issuer {
  readonly userId: string;
  readonly display: string;
}

/** Gone with the request. */
const callers = new WeakMap<RequestContext, Rights>();
const issuers = new WeakMap<RequestContext, Issuer>();

/** For what follows from what they do, further down. */
export function actsAs(caller: Rights): void {
  callers.set(currentContext(), caller);
}

/** Who calls the admin API, or has started the job; undefined where it is the IdP or Rollcall itself. */
export function currentCaller(): Rights | undefined {
  return callers.get(currentContext());
}

/** The IdP acts, by a secret that gives no more than its issuer may give. */
export function actsFor(issuer: Issuer): void {
  issuers.set(currentContext(), issuer);
}

/** Undefined where it is not the IdP that writes, or where its secret comes from an administrator or from Rollcall itself. */
export function currentIssuer(): Issuer | undefined {
  return issuers.get(currentContext());
}
