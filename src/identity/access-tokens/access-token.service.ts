import { Injectable } from '@nestjs/common';
import { idOf, readPage, type Page } from '../../admin-api/list-cursor.js';
import { assertAllKnown } from '../../admin-api/ids.js';
import { InvalidInputError } from '../../admin-api/problem.js';
import { CredentialDigest } from '../../credentials/credential-digest.js';
import { generateCredential, hintOf } from '../../credentials/credential-format.js';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import { SealedCursor } from '../../persistence/sealed-cursor.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { uuidv7 } from '../../persistence/uuid.js';
import { ForbiddenError, NotFoundError } from '../../scim/index.js';
import { AccessService } from '../access.service.js';
import { AccountRepository } from '../account.repository.js';
import type { Permission } from '../permissions.js';
import type { Principal } from '../principal.js';
import { AccessTokenRepository, type AccessToken } from './access-token.repository.js';

/** What a token that sees only some people may be for. */
const LIMITABLE: readonly Permission[] = ['users:read', 'groups:read', 'organizations:read'];

export interface NewAccessToken {
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
  readonly groupIds: readonly string[] | null;
  readonly organizationIds: readonly string[] | null;
}

/** Tokens by which programs act for people: never for more than their owner may do. */
@Injectable()
export class AccessTokenService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: AccessTokenRepository,
    private readonly access: AccessService,
    private readonly accounts: AccountRepository,
    private readonly digest: CredentialDigest,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
  ) {}

  /** Those of the tenant, in order of creation. @throws InvalidInputError for a cursor of another list */
  list(limit: number, cursor?: string): Promise<Page<AccessToken>> {
    return this.unit.read(async () => {
      const list = { name: 'access tokens', tenantId: currentTenantId(), query: {} };
      const load = (after = '', most: number) => this.repository.list(currentTenantId(), after, most);
      return readPage(this.cursors, list, { limit, cursor }, load, idOf);
    });
  }

  /** @throws NotFoundError */
  async retrieve(id: string): Promise<AccessToken> {
    const token = await this.unit.read(() => this.repository.find(currentTenantId(), id));
    if (!token) throw unknown();
    return token;
  }

  /**
   * A token for the caller.
   * @returns the token itself, which is known this once
   * @throws ForbiddenError for permissions that the caller lacks, and to a program
   * @throws InvalidInputError for a time that has passed, unknown groups or organizations, and a limited token that
   *   could do more than read users, groups and organizations
   */
  create(caller: Principal, given: NewAccessToken): Promise<{ token: string; stored: AccessToken }> {
    return this.unit.write(async () => {
      assertMayHave(caller, given.permissions);
      // A token that is made while its owner is deactivated would outlive that.
      if (!(await this.accounts.lockIsActive(currentTenantId(), caller.userId)))
        throw new ForbiddenError('Your account is not active any more');
      await this.assertValid(given);
      const token = generateCredential('rca_');
      const createdAt = Date.now();
      const owner = { id: caller.userId, display: caller.display };
      const stored = {
        ...given,
        id: uuidv7(createdAt),
        hint: hintOf(token),
        owner,
        createdAt,
        lastUsedAt: null,
      };
      await this.repository.insert(currentTenantId(), stored, this.digest.of(token));
      const { name, permissions, groupIds, organizationIds, expiresAt } = stored;
      await this.record('access_token.created', stored, [
        { path: 'name', before: null, after: name },
        { path: 'permissions', before: null, after: permissions },
        ...(groupIds ? [{ path: 'groupIds', before: null, after: groupIds }] : []),
        ...(organizationIds ? [{ path: 'organizationIds', before: null, after: organizationIds }] : []),
        ...(expiresAt === null
          ? []
          : [{ path: 'expiresAt', before: null, after: new Date(expiresAt).toISOString() }]),
      ]);
      return { token, stored };
    });
  }

  /** Voids the token: the next request with it is refused. @throws NotFoundError, ForbiddenError for an owner who may do more */
  void(caller: Principal, id: string): Promise<void> {
    return this.unit.write(async () => {
      const token = await this.retrieve(id);
      if (token.owner.id !== caller.userId) await this.access.assertMayChange(caller, token.owner.id);
      if (!(await this.repository.delete(currentTenantId(), id))) throw unknown();
      await this.record('access_token.voided', token);
    });
  }

  private async assertValid({
    permissions,
    expiresAt,
    groupIds,
    organizationIds,
  }: NewAccessToken): Promise<void> {
    if (expiresAt !== null && expiresAt <= Date.now()) throw invalid('expiresAt', 'must lie in the future');
    await this.assertKnown('groupIds', 'groups', groupIds ?? []);
    await this.assertKnown('organizationIds', 'organizations', organizationIds ?? []);
    const tooMuch = permissions.filter((permission) => !LIMITABLE.includes(permission));
    if ((groupIds ?? organizationIds) && tooMuch.length > 0) {
      throw invalid(
        'permissions',
        `of a token that sees only some people must be among ${LIMITABLE.join(', ')}; ${tooMuch.join(', ')} is not`,
      );
    }
  }

  private async assertKnown(
    path: string,
    kind: 'groups' | 'organizations',
    ids: readonly string[],
  ): Promise<void> {
    assertAllKnown(path, ids, await this.repository.knownOf(currentTenantId(), kind, ids));
  }

  private record(
    action: string,
    { id, name, hint }: AccessToken,
    changes: { path: string; before: unknown; after: unknown }[] = [],
  ): Promise<void> {
    return this.journal.record({
      action,
      target: { type: 'access_token', id, display: `${name} (${hint})` },
      changes,
    });
  }
}

/** A program that makes itself another token could not be stopped by voiding the one that it has. */
function assertMayHave(caller: Principal, permissions: readonly Permission[]): void {
  if (caller.accessToken) throw new ForbiddenError('People make access tokens, programs do not');
  const missing = permissions.filter((permission) => !caller.permissions.includes(permission));
  if (missing.length > 0) throw new ForbiddenError(`You may not do this yourself: ${missing.join(', ')}`);
}

function invalid(path: string, message: string): InvalidInputError {
  return new InvalidInputError([{ path, message }]);
}

function unknown(): NotFoundError {
  return new NotFoundError('There is no such access token');
}
