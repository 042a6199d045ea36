import type { Fact } from '../mail/letter.js';
import type { Sync } from '../provisioning-log/call-log-reader.repository.js';
import type { LoggedCall } from '../provisioning-log/call-log.repository.js';
import { explain, failureCode, type Explanation } from '../provisioning-log/explanation.js';
import type { OpenFailure, OpenFailures } from '../provisioning-log/health.repository.js';
import { listed, plural, PROVISIONING, showTime, type Notice } from './notice.js';

const COUNTS = [
  ['Created', 'created'],
  ['Taken over', 'matched'],
  ['Updated', 'updated'],
  ['Deactivated', 'deactivated'],
  ['Deleted', 'deleted'],
  ['Failed', 'failed'],
] as const;

/** The first one, at once. */
export function failureNotice(latest: LoggedCall, { targets }: OpenFailures): Notice {
  const { explanation, whatToDo } = explanationOf(latest);
  return {
    kind: 'provisioning_failed',
    audience: 'provisioning',
    letter: {
      heading: 'Provisioning fails',
      tone: 'bad',
      paragraphs: [
        explanation,
        whatToDo,
        'If more fails, you get a summary an hour, and in any case a mail once nothing fails any more.',
      ],
      facts: [
        ['Wanted', describe(latest)],
        ['Answer', answerOf(latest)],
        ['When', showTime(latest.time)],
        ...(targets > 1
          ? [['So far', plural(targets, 'user, group or query', 'users, groups or queries')] as Fact]
          : []),
      ],
      action: PROVISIONING,
    },
  };
}

/** How many more calls have failed since the last mail, and what still fails. */
export function digestNotice(
  calls: number,
  { since, now }: { readonly since: number; readonly now: number },
  { targets }: OpenFailures,
  shown: readonly OpenFailure[],
): Notice {
  const lines = shown.map(
    ({ latest, calls: times }) => `${describe(latest)} (${times}×): ${explanationOf(latest).explanation}`,
  );
  const more = targets - shown.length;
  return {
    kind: 'provisioning_failures',
    audience: 'provisioning',
    letter: {
      heading: `${plural(calls, 'more call')} of the identity provider failed`,
      tone: 'bad',
      paragraphs: [
        targets === 1
          ? 'One user, group or query still fails.'
          : `${targets.toLocaleString('en')} users, groups or queries still fail.`,
      ],
      facts: [
        ['From', showTime(since)],
        ['To', showTime(now)],
        ...listed('Fails', lines),
        ...(more > 0 ? [['And', `${more.toLocaleString('en')} more`] as Fact] : []),
      ],
      action: PROVISIONING,
    },
  };
}

export function recoveryNotice(
  calls: number,
  { since, now }: { readonly since: number; readonly now: number },
): Notice {
  return {
    kind: 'provisioning_recovered',
    audience: 'provisioning',
    letter: {
      heading: 'Provisioning works again',
      tone: 'good',
      paragraphs: [
        'Whatever the identity provider could not do has succeeded since, or was set aside by an administrator.',
      ],
      facts: [
        ['Failed calls', calls.toLocaleString('en')],
        ['From', showTime(since)],
        ['To', showTime(now)],
      ],
      action: PROVISIONING,
    },
  };
}

/** Some IdPs look every 40 minutes whether there is something to do, and mostly there is not. */
export function isNotable(sync: Sync): boolean {
  return changesOf(sync) + sync.failed > 0;
}

export function syncNotice(sync: Sync): Notice {
  const heading = `A sync run has ended: ${plural(changesOf(sync), 'change')}, ${plural(sync.failed, 'failure')}`;
  return {
    kind: 'sync_ended',
    audience: 'provisioning',
    letter: {
      heading,
      tone: sync.failed > 0 ? 'warning' : 'good',
      paragraphs: [
        'The identity provider has made no further calls for five minutes. This is what it has done.',
      ],
      facts: [
        ...COUNTS.map(([label, count]): Fact => [label, sync[count].toLocaleString('en')]),
        ['From', showTime(sync.startedAt)],
        ['To', showTime(sync.lastCallAt)],
      ],
      action: PROVISIONING,
    },
  };
}

export function silenceNotice(since: number): Notice {
  return {
    kind: 'provider_silent',
    audience: 'provisioning',
    letter: {
      heading: 'The identity provider has stopped calling',
      tone: 'warning',
      paragraphs: [
        'It has been quiet for much longer than it used to be: people who join or leave may not have been provisioned or deactivated.',
        'Look there whether provisioning is still switched on, and whether its job has been put in quarantine.',
      ],
      facts: [['Last call', showTime(since)]],
      action: PROVISIONING,
    },
  };
}

function changesOf({ created, matched, updated, deactivated, deleted }: Sync): number {
  return created + matched + updated + deactivated + deleted;
}

function describe({ operation, targetType, targetDisplay, targetId }: LoggedCall): string {
  return [operation, targetType, targetDisplay ?? targetId].filter((part) => part !== null).join(' ');
}

function answerOf({ status, scimType, detail }: LoggedCall): string {
  return [status, scimType, detail].filter((part) => part !== null).join(' · ');
}

function explanationOf({ operation, targetType, provider, ...call }: LoggedCall): Explanation {
  const status = call.status ?? 500;
  const code = failureCode(call.code ?? '', status);
  return explain({ status, code, operation, targetType, provider });
}
