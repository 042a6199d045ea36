import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { comparisonKey, fold, FOLDED, GROUP, type ResourceDocument, USER } from '../scim/index.js';
import { accountEmail } from './attribute-values.js';
import { ResourceRepository } from './resource.repository.js';
import { textOf } from './resource-writer.js';
import type { MatchBy, Visibility } from './stored-resource.js';

export const OUTCOMES = ['take_over', 'create', 'update', 'refuse'] as const;

/** What would become of a resource that the IdP sends first. */
export interface Outlook {
  /** `update`: it is managed already. */
  readonly outcome: (typeof OUTCOMES)[number];
  /** Of the account or group that is there. */
  readonly id?: string;
  /** In plain words. */
  readonly reason: string;
}

/** How an IdP's first write would be taken. */
interface Rules {
  readonly matchBy: MatchBy;
  readonly visibility: Visibility;
}

/** Says, and changes nothing, what Matching and the unique names would make of a first sync. */
@Injectable()
export class MatchOutlook {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly resources: ResourceRepository,
  ) {}

  ofUser(document: ResourceDocument, rules: Rules): Promise<Outlook> {
    return this.unit.read(async () => {
      const namesake = await this.namesake(USER.id, textOf(document, 'userName'), rules);
      if (namesake?.isManaged) return update(namesake.id);
      const byEmail = rules.matchBy === 'email' ? await this.findByEmail(document, rules) : undefined;
      if (byEmail?.id !== undefined) {
        return namesake && namesake.id !== byEmail.id
          ? refuse(
              namesake.id,
              'Another account has the userName: rename it, or give both accounts one e-mail',
            )
          : { outcome: 'take_over', id: byEmail.id, reason: 'The account has this e-mail' };
      }
      return this.ofNamesake(namesake, rules, 'userName', byEmail?.note);
    });
  }

  ofGroup(document: ResourceDocument, rules: Rules): Promise<Outlook> {
    return this.unit.read(async () => {
      const namesake = await this.namesake(GROUP.id, textOf(document, 'displayName'), rules);
      if (namesake?.isManaged) return update(namesake.id);
      const outlook = this.ofNamesake(namesake, rules, 'displayName');
      if (outlook.outcome !== 'take_over') return outlook;
      return {
        ...outlook,
        reason: `${outlook.reason}; its present members are replaced by those that are sent`,
      };
    });
  }

  /** How many accounts and groups no IdP manages. */
  unmanaged(): Promise<{ users: number; groups: number }> {
    return this.unit.read(async () => ({
      users: await this.resources.countUnmanaged(currentTenantId(), USER.id),
      groups: await this.resources.countUnmanaged(currentTenantId(), GROUP.id),
    }));
  }

  private ofNamesake(
    namesake: { readonly id: string; readonly isVisible: boolean } | undefined,
    { matchBy }: Rules,
    attribute: 'userName' | 'displayName',
    note?: string,
  ): Outlook {
    if (!namesake) return { outcome: 'create', reason: note ?? 'Nobody here has the name or e-mail' };
    if (matchBy !== 'none' && namesake.isVisible) {
      return { outcome: 'take_over', id: namesake.id, reason: `It has this ${attribute}` };
    }
    return matchBy === 'none'
      ? refuse(namesake.id, `A local one has this ${attribute}, and matchUsersBy is none: 409 uniqueness`)
      : refuse(
          namesake.id,
          `A local account that may do more than a user manager has this ${attribute}: 409 uniqueness`,
        );
  }

  /** The account that the e-mail is of, or what to say of it. */
  private async findByEmail(
    document: ResourceDocument,
    { visibility }: Rules,
  ): Promise<{ readonly id?: string; readonly note?: string }> {
    const email = accountEmail(document);
    if (email === undefined) return { note: 'It has no e-mail to be matched by' };
    const [id, another] = await this.resources.findByEmail(currentTenantId(), comparisonKey(email, FOLDED));
    if (id === undefined) return {};
    if (another !== undefined) return { note: 'Two accounts share the e-mail: neither is taken over' };
    const user = await this.resources.find(currentTenantId(), USER.id, id, visibility);
    if (!user)
      return { note: 'An account that may do more than a user manager has the e-mail, and stays as it is' };
    return user.externallyManaged ? { note: 'Another managed account has the e-mail' } : { id };
  }

  private namesake(type: string, name: string, { visibility }: Rules) {
    return this.resources.findNamesake(currentTenantId(), type, fold(name, false), visibility);
  }
}

function update(id: string): Outlook {
  return { outcome: 'update', id, reason: 'It is managed already' };
}

function refuse(id: string, reason: string): Outlook {
  return { outcome: 'refuse', id, reason };
}
