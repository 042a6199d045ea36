import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** Facts of the whole installation, which no tenant owns. */
export type Fact = 'secret_key_fingerprint' | 'last_tenant_id';

@Injectable()
export class InstallationRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** One replica at a time: locks the row that every installation has until the unit of work ends. */
  async lock(): Promise<void> {
    await this.find('secret_key_fingerprint', { lock: true });
  }

  async find(name: Fact, options: { lock?: boolean } = {}): Promise<string | undefined> {
    const rows = await this.unit.query<{ value: string }>(
      'SELECT value FROM installation WHERE name = ?' + (options.lock ? this.unit.dialect.forUpdate : ''),
      [name],
    );
    return rows[0]?.value;
  }

  async set(name: Fact, value: string): Promise<void> {
    await this.delete(name);
    await this.unit.execute('INSERT INTO installation (name, value) VALUES (?, ?)', [name, value]);
  }

  async delete(name: Fact): Promise<void> {
    await this.unit.execute('DELETE FROM installation WHERE name = ?', [name]);
  }
}
