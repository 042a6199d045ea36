import { Injectable } from '@nestjs/common';
import { accountEmail } from '../directory/attribute-values.js';
import { textOf } from '../directory/resource-writer.js';
import type { StoredResource } from '../directory/stored-resource.js';
import { UserDirectory } from '../directory/user-directory.js';
import { STRICT } from '../directory/user-presentation.js';
import { AccessService } from '../identity/access.service.js';
import { actsAs } from '../identity/current-caller.js';
import type { Rights } from '../identity/principal.js';
import { JobFindings } from '../jobs/job-findings.js';
import { ForbiddenError, InvalidValueError, UniquenessError } from '../scim/index.js';

/** Why a user's userName is not what the job would make it. */
export const CONFLICT_REASONS = [
  'managed',
  'no_email',
  'invalid_email',
  'email_shared',
  'name_taken',
  'not_permitted',
  'changed_since',
] as const;
export type ConflictReason = (typeof CONFLICT_REASONS)[number];

export interface Conflict {
  readonly reason: ConflictReason;
  /** The user who stands in the way, where it is one. */
  readonly otherId?: string;
}

/** userNames changed by jobs. Parts of their steps. */
@Injectable()
export class UserIds {
  constructor(
    private readonly users: UserDirectory,
    private readonly access: AccessService,
    private readonly findings: JobFindings,
  ) {}

  /** What keeps the caller from it: the account may do what they may not, as with any change of a userName. */
  async forbids(caller: Rights, userId: string): Promise<Conflict | undefined> {
    try {
      await this.access.assertMayChange(caller, userId);
      return undefined;
    } catch (error) {
      if (error instanceof ForbiddenError) return { reason: 'not_permitted' };
      throw error;
    }
  }

  /** Gives a user, whose row is locked, another userName: a change like any other, with its version and journal entry. */
  async rename(caller: Rights, { id }: StoredResource, userName: string): Promise<Conflict | undefined> {
    // What mapping rules give by the name, they give only if the caller may.
    actsAs(caller);
    const operations = [{ op: 'replace', path: 'userName', value: userName }] as const;
    try {
      await this.users.modify(id, operations, { visibility: 'all', conformance: STRICT });
      return undefined;
    } catch (error) {
      if (error instanceof UniquenessError) return { reason: 'name_taken' };
      if (error instanceof ForbiddenError) return { reason: 'not_permitted' };
      if (error instanceof InvalidValueError) return { reason: 'invalid_email' };
      throw error;
    }
  }

  async note(jobId: string, user: StoredResource, conflict: Conflict | 'change'): Promise<void> {
    const kind = conflict === 'change' ? 'change' : 'conflict';
    await this.findings.note(jobId, kind, {
      userId: user.id,
      userName: userNameOf(user),
      email: accountEmail(user.document) ?? null,
      reason: conflict === 'change' ? null : conflict.reason,
      otherId: conflict === 'change' ? null : (conflict.otherId ?? null),
    });
  }
}

export function userNameOf({ document }: StoredResource): string {
  return textOf(document, 'userName');
}
