import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** The tenants, and the facts of the whole installation: the two tables that belong to no tenant. */
@Injectable()
export class TenantRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async findByName(name: string): Promise<number | undefined> {
    const rows = await this.unit.query<{ id: number }>('SELECT id FROM tenants WHERE name = ?', [name]);
    return rows[0]?.id;
  }

  async findFirst(): Promise<number | undefined> {
    const rows = await this.unit.query<{ id: number }>('SELECT id FROM tenants ORDER BY id LIMIT 1');
    return rows[0]?.id;
  }

  /** @throws UniqueViolation when there is one already */
  async insert(id: number, publicId: string, name: string, createdAt: number): Promise<void> {
    await this.unit.execute('INSERT INTO tenants (id, public_id, name, created_at) VALUES (?, ?, ?, ?)', [
      id,
      publicId,
      name,
      createdAt,
    ]);
  }
}
