import { currentContext, type RequestContext } from '../operations/request-context.js';
import type { Rights } from './principal.js';

/** Gone with the request. */
const callers = new WeakMap<RequestContext, Rights>();

/** For what follows from what they do, further down. */
export function actsAs(caller: Rights): void {
  callers.set(currentContext(), caller);
}

/** Who calls the admin API, or has started the job; undefined where it is the IdP or Rollcall itself. */
export function currentCaller(): Rights | undefined {
  return callers.get(currentContext());
}
