import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IS_NOT_EXPECTED } from '../identity/invitations/expected-condition.js';
import { namedRows, placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { fold } from '../scim/index.js';

/** Times in milliseconds since the epoch. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface OrganizationMember {
  readonly id: string;
  readonly display: string;
  readonly active: boolean;
  /** What they are in it. */
  readonly role: string | null;
  readonly byHand: boolean;
}

/** An organization of a user. */
export interface OrganizationOfUser extends Pick<Organization, 'id' | 'name'> {
  readonly role: string | null;
  readonly byHand: boolean;
  /** What of the role was given by hand. */
  readonly givenRole: string | null;
}

/** What was given by hand counts first. */
const ROLE = 'COALESCE(m.given_role, m.rule_role) AS role, m.by_hand';

interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
  readonly updated_at: number;
}

const COLUMNS = 'o.id, o.name, o.created_at, o.updated_at';

/** Organizations and who belongs to them. */
@Injectable()
export class OrganizationRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** In order of creation. */
  async list(
    tenantId: number,
    filter: {
      readonly after: string;
      /** Part of the name, in whatever case. */
      readonly text?: string;
      /** Only these. */
      readonly among?: readonly string[];
    },
    limit: number,
  ): Promise<Organization[]> {
    const { after, text, among } = filter;
    if (among?.length === 0) return [];
    const search = `INSTR(${this.unit.dialect.bytes('o.folded_name')}, ?) > 0`;
    const conditions = [
      'o.tenant_id = ? AND o.id > ?',
      ...(text === undefined ? [] : [search]),
      ...(among === undefined ? [] : [`o.id IN (${placesFor(among)})`]),
    ];
    const rows = await this.unit.query<OrganizationRow>(
      `SELECT ${COLUMNS} FROM organizations o WHERE ${conditions.join(' AND ')} ORDER BY o.id LIMIT ${limit}`,
      [tenantId, after, ...(text === undefined ? [] : [Buffer.from(fold(text, false))]), ...(among ?? [])],
    );
    return rows.map(toOrganization);
  }

  async find(
    tenantId: number,
    id: string,
    options: { lock?: boolean } = {},
  ): Promise<Organization | undefined> {
    const rows = await this.unit.query<OrganizationRow>(
      `SELECT ${COLUMNS} FROM organizations o WHERE o.id = ? AND o.tenant_id = ?` +
        (options.lock ? this.unit.dialect.forUpdate : ''),
      [id, tenantId],
    );
    return rows[0] && toOrganization(rows[0]);
  }

  /** Those of the ids that are organizations. */
  async knownOf(tenantId: number, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.unit.query<{ id: string }>(
      `SELECT o.id FROM organizations o WHERE ${namedRows('o', ids)}`,
      [tenantId, ...ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** @throws UniqueViolation on `organizations_name` */
  async insert(tenantId: number, { id, name, createdAt, updatedAt }: Organization): Promise<void> {
    await this.unit.execute(
      `INSERT INTO organizations (id, tenant_id, name, folded_name, name_digest, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [id, tenantId, name, fold(name, false), digest(name), createdAt, updatedAt],
    );
  }

  /** @throws UniqueViolation on `organizations_name` */
  async update(tenantId: number, { id, name, updatedAt }: Organization): Promise<void> {
    await this.unit.execute(
      `UPDATE organizations SET name = ?, folded_name = ?, name_digest = ?, updated_at = ?
       WHERE id = ? AND tenant_id = ?`,
      [name, fold(name, false), digest(name), updatedAt, id, tenantId],
    );
  }

  /** Its memberships go with it. */
  async delete(tenantId: number, id: string): Promise<void> {
    await this.unit.execute('DELETE FROM organizations WHERE id = ? AND tenant_id = ?', [id, tenantId]);
  }

  /** Those of the ids that are organizations, which stay until the unit of work ends. */
  async findAll(tenantId: number, ids: readonly string[]): Promise<Pick<Organization, 'id' | 'name'>[]> {
    if (ids.length === 0) return [];
    return this.unit.query(
      `SELECT o.id, o.name FROM organizations o WHERE o.tenant_id = ? AND o.id IN (${placesFor(ids)})
       ORDER BY o.id${this.unit.dialect.forShare}`,
      [tenantId, ...ids],
    );
  }

  /** By its name, whatever the case. */
  async findByName(tenantId: number, name: string): Promise<Organization | undefined> {
    const rows = await this.unit.query<OrganizationRow>(
      `SELECT ${COLUMNS} FROM organizations o WHERE o.tenant_id = ? AND o.name_digest = ?`,
      [tenantId, digest(name)],
    );
    return rows[0] && toOrganization(rows[0]);
  }

  /** Whether it is that of a group which the IdP has pushed, and has its name. */
  async isKept(tenantId: number, id: string): Promise<boolean> {
    const rows = await this.unit.query(
      `SELECT 1 FROM mapping_rules
       WHERE organization_id = ? AND tenant_id = ? AND automatic = 1 AND ended_at IS NULL LIMIT 1`,
      [id, tenantId],
    );
    return rows.length > 0;
  }

  /** The next members in order of id; those who are expected to come for the first time only where they are asked for. */
  async listMembers(
    tenantId: number,
    organizationId: string,
    { after, includeInvited = false }: { after: string; includeInvited?: boolean },
    limit: number,
  ): Promise<OrganizationMember[]> {
    const rows = await this.unit.query<{
      id: string;
      display: string;
      active: number;
      role: string | null;
      by_hand: number;
    }>(
      `SELECT r.id, r.display, r.active, ${ROLE}
       FROM organization_members m JOIN resources r ON r.id = m.user_id
       WHERE m.organization_id = ? AND m.tenant_id = ? AND m.user_id > ?${includeInvited ? '' : ` AND ${IS_NOT_EXPECTED}`}
       ORDER BY m.user_id LIMIT ${limit}`,
      [organizationId, tenantId, after],
    );
    return rows.map(({ active, by_hand: byHand, ...member }) => ({
      ...member,
      active: active === 1,
      byHand: byHand === 1,
    }));
  }

  /** The organizations of each of the users, in order of name; who has none is missing. */
  async organizationsOf(
    tenantId: number,
    userIds: readonly string[],
  ): Promise<Map<string, OrganizationOfUser[]>> {
    const found = new Map<string, OrganizationOfUser[]>();
    if (userIds.length === 0) return found;
    const rows = await this.unit.query<{
      user_id: string;
      id: string;
      name: string;
      role: string | null;
      by_hand: number;
      given_role: string | null;
    }>(
      `SELECT m.user_id, o.id, o.name, ${ROLE}, m.given_role
       FROM organization_members m JOIN organizations o ON o.id = m.organization_id
       WHERE m.user_id IN (${placesFor(userIds)}) AND m.tenant_id = ?
       ORDER BY m.user_id, o.folded_name, o.id`,
      [...userIds, tenantId],
    );
    for (const { user_id: userId, by_hand: byHand, given_role: givenRole, ...organization } of rows) {
      const present = found.get(userId);
      const one = { ...organization, byHand: byHand === 1, givenRole };
      if (present) present.push(one);
      else found.set(userId, [one]);
    }
    return found;
  }
}

function toOrganization({
  id,
  name,
  created_at: createdAt,
  updated_at: updatedAt,
}: OrganizationRow): Organization {
  return { id, name, createdAt, updatedAt };
}

function digest(name: string): Buffer {
  return createHash('sha256').update(fold(name, false)).digest();
}
