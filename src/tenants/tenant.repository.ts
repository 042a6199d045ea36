import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** A tenant as it is known inside. Times in milliseconds since the epoch. */
export interface Tenant {
  /** The short number that all rows bear; nobody outside sees it. */
  readonly id: number;
  readonly publicId: string;
  readonly name: string;
  /** Its own public address; null where it is that of the installation. */
  readonly publicUrl: string | null;
  readonly createdAt: number;
}

interface TenantRow {
  readonly id: number;
  readonly public_id: string;
  readonly name: string;
  readonly public_url: string | null;
  readonly created_at: number;
}

const COLUMNS = 'id, public_id, name, public_url, created_at';

/** The tenants. One that is being removed is not among them. */
@Injectable()
export class TenantRepository {
  constructor(private readonly unit: UnitOfWork) {}

  findByName(name: string): Promise<Tenant | undefined> {
    return this.findOne('name = ?', name);
  }

  /** By the host of its own public address. */
  findByHost(host: string): Promise<Tenant | undefined> {
    return this.findOne('host = ?', host);
  }

  /** @param lock nobody else changes it until the unit of work ends */
  findByPublicId(publicId: string, { lock = false } = {}): Promise<Tenant | undefined> {
    return this.findOne('public_id = ?', publicId, lock);
  }

  find(id: number): Promise<Tenant | undefined> {
    return this.findOne('id = ?', id);
  }

  /** Nobody else changes it until the unit of work ends. */
  lock(id: number): Promise<Tenant | undefined> {
    return this.findOne('id = ?', id, true);
  }

  async findFirst(): Promise<number | undefined> {
    const rows = await this.unit.query<{ id: number }>('SELECT id FROM tenants ORDER BY id LIMIT 1');
    return rows[0]?.id;
  }

  /** In order of creation. */
  async list(after: number, limit: number): Promise<Tenant[]> {
    const rows = await this.unit.query<TenantRow>(
      `SELECT ${COLUMNS} FROM tenants WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ${limit}`,
      [after],
    );
    return rows.map(toTenant);
  }

  /** @throws UniqueViolation on `tenants_name`, `tenants_host` */
  async insert({ id, publicId, name, publicUrl, createdAt }: Tenant): Promise<void> {
    await this.unit.execute(
      'INSERT INTO tenants (id, public_id, name, host, public_url, schemas_version, created_at) VALUES (?, ?, ?, ?, ?, 0, ?)',
      [id, publicId, name, hostOf(publicUrl), publicUrl, createdAt],
    );
  }

  /** @throws UniqueViolation on `tenants_name`, `tenants_host` */
  async update({ id, name, publicUrl }: Tenant): Promise<void> {
    await this.unit.execute('UPDATE tenants SET name = ?, host = ?, public_url = ? WHERE id = ?', [
      name,
      hostOf(publicUrl),
      publicUrl,
      id,
    ]);
  }

  /** @param expiresAt null for never */
  async setSetupToken(id: number, digest: Buffer | null, expiresAt: number | null): Promise<void> {
    await this.unit.execute(
      'UPDATE tenants SET setup_token_digest = ?, setup_token_expires_at = ? WHERE id = ?',
      [digest, expiresAt, id],
    );
  }

  /** Whose first administrator the token makes, at this time. */
  findBySetupToken(digest: Buffer, now: number): Promise<Tenant | undefined> {
    return this.findOne(
      '(setup_token_expires_at IS NULL OR setup_token_expires_at > ?) AND setup_token_digest = ?',
      [now, digest],
    );
  }

  /** Closes it; its name and host are free from then on. */
  async markDeleted(id: number, at: number): Promise<void> {
    await this.unit.execute(
      `UPDATE tenants SET deleted_at = ?, name = ?, host = NULL, setup_token_digest = NULL WHERE id = ?`,
      [at, `~${id}`, id],
    );
  }

  /** Those that are being removed. */
  async listDeleted(): Promise<number[]> {
    const rows = await this.unit.query<{ id: number }>(
      'SELECT id FROM tenants WHERE deleted_at IS NOT NULL ORDER BY id',
    );
    return rows.map(({ id }) => id);
  }

  private async findOne(
    condition: string,
    parameters: string | number | (Buffer | number)[],
    lock = false,
  ): Promise<Tenant | undefined> {
    const rows = await this.unit.query<TenantRow>(
      `SELECT ${COLUMNS} FROM tenants WHERE ${condition} AND deleted_at IS NULL` +
        (lock ? this.unit.dialect.forUpdate : ''),
      Array.isArray(parameters) ? parameters : [parameters],
    );
    return rows[0] && toTenant(rows[0]);
  }
}

function toTenant(row: TenantRow): Tenant {
  return {
    id: row.id,
    publicId: row.public_id,
    name: row.name,
    publicUrl: row.public_url,
    createdAt: row.created_at,
  };
}

function hostOf(publicUrl: string | null): string | null {
  return publicUrl === null ? null : new URL(publicUrl).host;
}
