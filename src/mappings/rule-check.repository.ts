import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

@Injectable()
export class RuleCheckRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** What the group, or the organization, is called; it stays until the unit of work ends. Undefined where there is none. */
  async nameOf(
    tenantId: number,
    kind: 'groupId' | 'organizationId',
    id: string,
  ): Promise<string | undefined> {
    const query =
      kind === 'groupId'
        ? "SELECT r.display AS name FROM resources r WHERE r.tenant_id = ? AND r.id = ? AND r.resource_type = 'Group'"
        : 'SELECT o.name FROM organizations o WHERE o.tenant_id = ? AND o.id = ?';
    const rows = await this.unit.query<{ name: string }>(query + this.unit.dialect.forShare, [tenantId, id]);
    return rows[0]?.name;
  }
}
