import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';

/** Who has the last word on a tenant's OpenID provider: the environment, until the API has set or deleted one. */
export class SsoOrigin1765400000000 implements MigrationInterface {
  readonly name = 'SsoOrigin1765400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const origin = new Columns(queryRunner).string('sso_origin', 16, { isNullable: true });
    await queryRunner.addColumn('connections', origin);
    await queryRunner.query(
      "UPDATE connections SET sso_origin = 'api' WHERE tenant_id IN (SELECT tenant_id FROM sso_settings)",
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('connections', 'sso_origin');
  }
}
