import { Injectable } from '@nestjs/common';
import { CredentialDigest } from '../../credentials/credential-digest.js';
import { isWellFormed } from '../../credentials/credential-format.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { UnauthorizedError } from '../../scim/index.js';
import { AccessRepository } from '../access.repository.js';
import type { Principal, TenantOfCaller } from '../principal.js';
import { RoleRepository } from '../roles/role.repository.js';
import { AccessTokenRepository, type PresentedToken } from './access-token.repository.js';
import { AccessTokenUsage } from './access-token-usage.js';

/** Tells whom a program speaks for. */
@Injectable()
export class AccessTokenAuthentication {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: AccessTokenRepository,
    private readonly access: AccessRepository,
    private readonly roles: RoleRepository,
    private readonly digest: CredentialDigest,
    private readonly usage: AccessTokenUsage,
  ) {}

  /**
   * The owner, with what both they and the token may do at this moment; undefined for a token that is not in force.
   * @throws UnauthorizedError that says so for one that has expired
   */
  async find(token: string): Promise<(TenantOfCaller & { principal: Principal }) | undefined> {
    if (!isWellFormed(token, 'rca_')) return undefined;
    const found = await this.unit.read(async () => {
      const presented = await this.repository.findPresented(this.digest.of(token));
      return presented && { presented, principal: await this.principalOf(presented) };
    });
    if (!found) return undefined;
    const { presented, principal } = found;
    const now = Date.now();
    if (presented.expiresAt !== null && presented.expiresAt <= now) {
      throw new UnauthorizedError(
        `The access token expired on ${new Date(presented.expiresAt).toISOString()}`,
        'Bearer realm="Rollcall", error="invalid_token"',
      );
    }
    this.usage.note(presented, now);
    const { tenantId, publicUrl } = presented;
    return { tenantId, publicUrl, principal };
  }

  private async principalOf({ tenantId, owner, ...token }: PresentedToken): Promise<Principal> {
    const roles = await this.access.rolesOf(tenantId, owner.id);
    const held = await this.roles.permissionsOf(tenantId, roles);
    const { id, name, groupIds, organizationIds } = token;
    return {
      userId: owner.id,
      userName: owner.userName,
      display: owner.display,
      roles,
      permissions: held.filter((permission) => token.permissions.includes(permission)),
      accessToken: {
        id,
        name,
        scope:
          groupIds || organizationIds
            ? { groupIds: groupIds ?? [], organizationIds: organizationIds ?? [] }
            : null,
      },
    };
  }
}
