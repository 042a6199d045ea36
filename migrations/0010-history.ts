import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';

/** Where a journal begins once its oldest part is not kept any more; what was erased; what has drifted from the IdP. */
export class History1765000000000 implements MigrationInterface {
  readonly name = 'History1765000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(journalStarts(new Columns(queryRunner)));
    // Not by `addColumn`, which on SQLite writes the whole table anew.
    await queryRunner.query('ALTER TABLE journal_entries ADD COLUMN erasure varbinary(32)');
    await queryRunner.query('ALTER TABLE resources ADD COLUMN drift tinyint NOT NULL DEFAULT 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE resources DROP COLUMN drift');
    await queryRunner.query('ALTER TABLE journal_entries DROP COLUMN erasure');
    await queryRunner.dropTable('journal_starts');
  }
}

function journalStarts(c: Columns): Table {
  return new Table({
    name: 'journal_starts',
    columns: [
      c.integer('tenant_id', { isPrimary: true }),
      c.bigint('sequence'),
      c.bytes('chain', 32),
      c.string('key_id', 16),
      c.bytes('seal', 32),
      c.bigint('moved_at'),
    ],
  });
}
