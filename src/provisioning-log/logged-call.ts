import type { Entry } from '../journal/journal-entry.js';
import type { RequestContext } from '../operations/request-context.js';
import { uuidv7 } from '../persistence/uuid.js';
import { isObject, type JsonValue } from '../scim/index.js';
import type { LoggedCall } from './call-log.repository.js';
import { failureCode } from './explanation.js';
import { nameOf, shapeOf, type CallContent } from './failure-target.js';
import { recognizeProvider } from './provider.js';
import { cut, Redactor } from './redaction.js';
import { isWrite, type Address, type Effect, type Provider, type Target } from './scim-call.js';

/** A call under way. */
export interface ScimCall {
  readonly context: RequestContext;
  readonly method: string;
  /** Below the base of the SCIM API, as it was sent, with its query. */
  readonly url: string;
  readonly address: Address;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly tolerances: Set<string>;
  /** What the connection says that the IdP is; undefined of a call that was not let in. */
  configured?: Provider;
  /** The row that the change has brought into the log. */
  change?: { readonly id: string; readonly effect: Effect; readonly target: Target };
}

/** How a call has ended. */
export interface CallEnd {
  readonly status: number;
  readonly microseconds: number;
  /** Undefined of a call that was not refused. */
  readonly failure?: { readonly code: string; readonly scimType?: string; readonly detail: string };
  readonly query: JsonValue;
  /** As far as it was read. */
  readonly body?: JsonValue;
  readonly answer?: JsonValue;
  /** The client has gone before it was answered. */
  readonly brokenOff: boolean;
}

const MOST_OF_METHOD = 16;
const MOST_OF_PATH = 500;
/** One less than the column has, for the mark that something was cut off. */
const MOST_OF_ID = 63;
const MOST_OF_DISPLAY = 256;
const MOST_OF_DETAIL = 1_000;
const MAX_INTEGER = 2_147_483_647;

/** Failures of a call that nothing that the IdP wants waits for: they concern the whole connection, or a page. */
const NO_OBSTACLE = new Set([
  'unauthorized',
  'secret_voided',
  'secret_expired',
  'secret_suspended',
  'provisioning_off',
  'invalid_cursor',
  'expired_cursor',
]);

export function providerOf({ context, url, configured }: ScimCall): Provider {
  return recognizeProvider({ userAgent: context.userAgent, url }, configured ?? 'other');
}

/** Whether something that the IdP wants is not so while this failure lasts. */
export function isObstacle({ address }: ScimCall, { failure }: CallEnd): boolean {
  if (!failure || NO_OBSTACLE.has(failure.code)) return false;
  if (address.operation === 'delete') return failure.code !== 'not_found';
  return isWrite(address.operation) || address.operation === 'query';
}

/** What a call says of its target beside its address. */
export function contentOf({ address, change }: ScimCall, { query, body, answer }: CallEnd): CallContent {
  if (address.operation === 'query') return { filter: filterIn(query) ?? filterIn(body) };
  const display = address.type === 'group' ? (change?.target.display ?? undefined) : undefined;
  return { name: nameOf(address.type, body) ?? nameOf(address.type, answer) ?? display };
}

/** The row of a change, as far as it is known before its call has ended. */
export function changedCall(call: ScimCall, entries: readonly Entry[]): LoggedCall {
  const { address } = call;
  const main =
    entries.find(({ target }) => target.id !== null && target.id === address.id) ??
    entries.find(({ target }) => target.type === address.type) ??
    entries[0]!;
  const display = cut(main.target.display, MOST_OF_DISPLAY);
  const row = describe(call, { type: address.type, id: main.target.id, display });
  return { ...row, outcome: 'changed', effect: effectOf(entries) };
}

export function failedCall(call: ScimCall, end: CallEnd, { name, filter }: CallContent): LoggedCall {
  const { type, id } = call.address;
  const { failure = { code: '', detail: '', scimType: undefined } } = end;
  const redactor = new Redactor();
  const request = redactor.redact({ query: end.query, body: end.body ?? null });
  const display = name ?? (filter === undefined ? null : shapeOf(filter));
  const target: Target = {
    type,
    id: id === null ? null : redactor.text(id, MOST_OF_ID).slice(0, MOST_OF_ID + 1),
    display: display === null ? null : redactor.text(display, MOST_OF_DISPLAY),
  };
  return {
    ...describe(call, target),
    path: redactor.text(pathOf(call), MOST_OF_PATH),
    status: end.status,
    code: failureCode(failure.code, end.status, failure.scimType),
    scimType: failure.scimType ?? null,
    detail: redactor.text(failure.detail, MOST_OF_DETAIL),
    microseconds: microsecondsOf(end),
    tolerances: [...call.tolerances],
    request: JSON.stringify(request),
    answer: end.answer === undefined ? null : JSON.stringify(redactor.redact(end.answer)),
  };
}

export function microsecondsOf({ microseconds }: CallEnd): number {
  return Math.min(Math.round(microseconds), MAX_INTEGER);
}

/** What every row has; the rest is known later, or of failures alone. */
function describe(call: ScimCall, target: Target): LoggedCall {
  const { context, address, method, startedAt } = call;
  return {
    id: uuidv7(),
    time: startedAt,
    requestId: context.requestId,
    outcome: 'failed',
    effect: null,
    operation: address.operation,
    method: method.slice(0, MOST_OF_METHOD),
    path: cut(pathOf(call), MOST_OF_PATH),
    targetType: target.type,
    targetId: target.id,
    targetDisplay: target.display,
    status: null,
    code: null,
    scimType: null,
    detail: null,
    microseconds: null,
    provider: providerOf(call),
    userAgent: userAgentOf(call),
    ip: context.ip,
    tolerances: [],
    request: null,
    answer: null,
  };
}

/** The one thing that a call comes to, of all that it has done. */
function effectOf(entries: readonly Entry[]): Effect {
  const has = (pattern: RegExp): boolean => entries.some(({ action }) => pattern.test(action));
  if (has(/^(?:user|group)\.created$/)) return 'created';
  if (has(/^(?:user|group)\.deleted$/)) return 'deleted';
  if (has(/^user\.deactivated$/)) return 'deactivated';
  return has(/^(?:user|group)\.matched$/) ? 'matched' : 'updated';
}

export function userAgentOf({ context: { userAgent } }: ScimCall): string | null {
  return userAgent === undefined ? null : new Redactor().text(userAgent);
}

function pathOf({ url }: ScimCall): string {
  return url.split('?', 1)[0]!;
}

function filterIn(value: JsonValue | undefined): string | undefined {
  const filter = isObject(value) ? value['filter'] : undefined;
  return typeof filter === 'string' ? filter : undefined;
}
