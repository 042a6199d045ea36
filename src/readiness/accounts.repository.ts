import { Injectable } from '@nestjs/common';
import { ACCOUNT_EMAIL } from '../persistence/filter-sql/account-email.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import type { Findings } from './check.js';

const EXAMPLES = 5;
const AT = Buffer.from('@');

/** What an IdP could stumble over among the accounts, found by the database in its indexes. */
@Injectable()
export class AccountsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Active users without an e-mail; by userName or display. */
  withoutEmail(tenantId: number): Promise<Findings> {
    return this.find(
      'r.display',
      `resources r WHERE r.tenant_id = ? AND r.resource_type = 'User' AND r.active = 1 AND NOT EXISTS (
         SELECT 1 FROM attribute_values v
         WHERE v.resource_id = r.id AND v.attribute = ? AND v.tenant_id = r.tenant_id)`,
      'r.id',
      [tenantId, ACCOUNT_EMAIL],
    );
  }

  /** E-mails that several accounts have, whatever their case. */
  sharedEmails(tenantId: number): Promise<Findings> {
    return this.find(
      'd.value_key',
      `(SELECT v.value_key FROM attribute_values v WHERE v.tenant_id = ? AND v.attribute = ?
        GROUP BY v.value_key HAVING COUNT(*) > 1) d`,
      'd.value_key',
      [tenantId, ACCOUNT_EMAIL],
    );
  }

  /** userNames that are the e-mail of somebody else. */
  namesThatAreOthersEmails(tenantId: number): Promise<Findings> {
    return this.find(
      'n.value_key',
      `attribute_values n JOIN attribute_values e ON e.tenant_id = n.tenant_id AND e.attribute = ?
         AND e.value_key = n.value_key AND e.resource_id <> n.resource_id
       WHERE n.tenant_id = ? AND n.attribute = 'username'`,
      'n.value_key',
      [ACCOUNT_EMAIL, tenantId],
    );
  }

  namesThatAreNoEmails(tenantId: number): Promise<Findings> {
    return this.find(
      'v.value_key',
      "attribute_values v WHERE v.tenant_id = ? AND v.attribute = 'username' AND INSTR(v.value_key, ?) = 0",
      'v.value_key',
      [tenantId, AT],
    );
  }

  /** What stands before the @ in the e-mails of several accounts of different domains. */
  sharedMailboxes(tenantId: number): Promise<Findings> {
    return this.find(
      'd.mailbox',
      `(SELECT SUBSTR(v.value_key, 1, INSTR(v.value_key, ?) - 1) AS mailbox FROM attribute_values v
        WHERE v.tenant_id = ? AND v.attribute = ? AND INSTR(v.value_key, ?) > 1
        GROUP BY mailbox HAVING COUNT(DISTINCT v.value_key) > 1) d`,
      'd.mailbox',
      [AT, tenantId, ACCOUNT_EMAIL, AT],
    );
  }

  /** Names of groups that differ by white space alone. */
  similarGroups(tenantId: number): Promise<Findings> {
    return this.find(
      'd.name',
      `(SELECT MIN(r.display) AS name FROM resources r WHERE r.tenant_id = ? AND r.resource_type = 'Group'
        GROUP BY LOWER(REPLACE(r.display, ' ', '')) HAVING COUNT(*) > 1) d`,
      'd.name',
      [tenantId],
    );
  }

  async isManaged(tenantId: number, userId: string): Promise<boolean> {
    const rows = await this.unit.query(
      'SELECT 1 FROM resources WHERE id = ? AND tenant_id = ? AND externally_managed = 1',
      [userId, tenantId],
    );
    return rows.length > 0;
  }

  private async find(
    shown: string,
    from: string,
    order: string,
    parameters: readonly Parameter[],
  ): Promise<Findings> {
    const [total] = await this.unit.query<{ total: number }>(
      `SELECT COUNT(*) AS total FROM ${from}`,
      parameters,
    );
    if (total!.total === 0) return { count: 0, examples: [] };
    const rows = await this.unit.query<{ example: Buffer | string }>(
      `SELECT ${shown} AS example FROM ${from} ORDER BY ${order} LIMIT ${EXAMPLES}`,
      parameters,
    );
    return { count: total!.total, examples: rows.map(({ example }) => example.toString()) };
  }
}
