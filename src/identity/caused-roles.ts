import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '../scim/index.js';
import { AccessService } from './access.service.js';
import { currentCaller, currentIssuer } from './current-caller.js';

/**
 * Whether roles may come and go by what is written. People give and take in this way what they could give by hand.
 * The IdP takes what it likes, and gives what whoever has issued its secret may give: they know the secret.
 */
@Injectable()
export class CausedRoles {
  constructor(private readonly access: AccessService) {}

  /** @throws ForbiddenError */
  async assertMayCause(given: readonly string[], taken: readonly string[] = []): Promise<void> {
    const caller = currentCaller();
    if (caller) {
      for (const role of new Set([...given, ...taken])) await this.access.assertMayGive(caller, role);
      return;
    }
    const grantable = new Set(await this.grantable(given));
    const refused = given.find((role) => !grantable.has(role));
    if (refused === undefined) return;
    throw new ForbiddenError(
      `The SCIM secret was issued by ${currentIssuer()!.display}, who may not give the role ${refused}: ` +
        'let an administrator issue another one',
    );
  }

  /** Those of the roles that the IdP's secret may give. */
  async grantable(roles: readonly string[]): Promise<string[]> {
    const issuer = currentIssuer();
    if (!issuer || roles.length === 0) return [...roles];
    const rights = await this.access.rightsOf(issuer.userId);
    const grantable: string[] = [];
    for (const role of new Set(roles)) if (await this.access.mayGive(rights, role)) grantable.push(role);
    return grantable;
  }
}
