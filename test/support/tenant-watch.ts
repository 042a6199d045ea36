import { getMetadataArgsStorage } from 'typeorm';
import { entities } from '../../src/persistence/entities.js';
import { UnitOfWork, type Parameter } from '../../src/persistence/unit-of-work.js';

type Run = (this: UnitOfWork, sql: string, parameters?: readonly Parameter[]) => Promise<never>;

/** Tables that no tenant owns, and why. */
const OF_NO_TENANT: Readonly<Record<string, string>> = {
  tenants: 'the tenants themselves',
  installation: 'facts of the whole installation',
  sign_in_throttles: 'who guesses may guess tenants too',
};
/** Statements that find the tenant, and why they may. */
const FINDING: readonly [RegExp, string][] = [
  [/FROM scim_secrets s JOIN connections .* WHERE s\.digest = \?$/, 'the secret selects the tenant'],
  [/FROM sso_flows f JOIN tenants t .* WHERE f\.state_digest = \?/, 'so does what the provider sends back'],
  [/FROM access_tokens t JOIN resources r .* WHERE t\.digest = \?/, 'so does an access token'],
  [/FROM one_time_links WHERE digest = \? AND purpose = \?$/, 'so does a link'],
  [/FROM sessions s JOIN resources .* WHERE s\.token_digest = \?/, 'so does the session'],
  [
    /^SELECT id, tenant_id FROM jobs WHERE claimed_until/,
    'work in the background is found, and done for its tenant',
  ],
  [/^SELECT DISTINCT tenant_id FROM mails WHERE next_attempt_at/, 'so are mails'],
  [
    /^SELECT DISTINCT tenant_id FROM retained_users WHERE deleted_at < \?$/,
    'so are users who are kept no longer',
  ],
  [
    /^SELECT t\.id\b.* FROM tenants t .*\bnotification_states n ON/,
    'so are those whom there is something to tell',
  ],
  [/^SELECT tenant_id, id FROM webhooks$/, 'so are webhooks'],
  [/^SELECT COUNT\(\*\) AS count FROM mails WHERE last_attempt_at > \?$/, 'all of them leave at one rate'],
  [/^SELECT id FROM mails WHERE finished_at < \? LIMIT/, 'old mails go, whosever they are'],
  [/^DELETE FROM mails WHERE id IN \(/, 'these are they'],
];

const judged = new Map<string, boolean>();
let tables: RegExp | undefined;

/**
 * Holds every statement of every test to its tenant: one on a table that tenants own names the tenant outside of
 * what it only asks whether it exists, or it is one of those that find the tenant.
 */
export function watchTenants(): void {
  for (const name of ['query', 'execute'] as const) {
    const original = UnitOfWork.prototype[name] as Run;
    if ('isWatched' in original) continue;
    const watched: Run = function (this: UnitOfWork, sql, parameters) {
      if (forgetsTenant(sql) && !isAskedByTest())
        throw new Error(`This statement forgets the tenant: ${sql}`);
      return original.call(this, sql, parameters);
    };
    UnitOfWork.prototype[name] = Object.assign(watched, { isWatched: true });
  }
}

/** A test may look, and set the clock of a row, wherever it likes. */
function isAskedByTest(): boolean {
  const [, , , caller = ''] = new Error().stack!.split('\n');
  return /[/\\]test[/\\]/.test(caller);
}

export function forgetsTenant(statement: string): boolean {
  let verdict = judged.get(statement);
  if (verdict === undefined) judged.set(statement, (verdict = judge(statement.replace(/\s+/g, ' ').trim())));
  return verdict;
}

function judge(sql: string): boolean {
  tables ??= tablesOfTenants();
  const asked = withoutConditionsOnOthers(sql);
  return (
    tables.test(asked) &&
    !/\btenant_id = (\?|\d+|\w+\.tenant_id\b)/.test(asked) &&
    !/^INSERT INTO \w+ \([^)]*\btenant_id\b/.test(asked) &&
    !FINDING.some(([pattern]) => pattern.test(sql))
  );
}

/** The statement without its `EXISTS (…)`, whose tenant is not that of what is read or written. */
function withoutConditionsOnOthers(sql: string): string {
  let rest = sql;
  for (let start = rest.indexOf('EXISTS ('); start >= 0; start = rest.indexOf('EXISTS (')) {
    let depth = 0;
    let end = start + 'EXISTS '.length;
    do {
      if (rest[end] === '(') depth++;
      if (rest[end] === ')') depth--;
      end++;
    } while (depth > 0 && end < rest.length);
    rest = rest.slice(0, start) + '1 = 1' + rest.slice(end);
  }
  return rest;
}

function tablesOfTenants(): RegExp {
  const names = getMetadataArgsStorage()
    .tables.filter(({ target }) => (entities as readonly unknown[]).includes(target))
    .map(({ name }) => name!)
    .filter((name) => !(name in OF_NO_TENANT));
  return new RegExp(`\\b(FROM|JOIN|INTO|UPDATE) (${names.join('|')})\\b`);
}
