import { Injectable, type OnModuleInit } from '@nestjs/common';
import { migrations } from '#migrations';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { HealthChecks } from './health-checks.js';

/** Registers what must hold of the database. */
@Injectable()
export class DatabaseHealth implements OnModuleInit {
  constructor(
    private readonly checks: HealthChecks,
    private readonly unit: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.checks.register('database', () => this.answers());
    this.checks.register('migrations', () => this.isMigrated());
  }

  private async answers(): Promise<void> {
    await this.unit.read(() => this.unit.query('SELECT 1'));
  }

  /** A newer replica may have migrated further; an older schema than ours is not served. */
  private async isMigrated(): Promise<void> {
    const rows = await this.unit.read(() => this.unit.query<{ name: string }>('SELECT name FROM migrations'));
    const done = new Set(rows.map(({ name }) => name));
    const missing = migrations.filter(({ name }) => !done.has(name));
    if (missing.length > 0) throw new Error(`${missing.length} migrations have not run`);
  }
}
