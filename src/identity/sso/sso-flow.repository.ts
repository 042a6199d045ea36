import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../persistence/unit-of-work.js';

/** What a sign-in at the provider is for: to sign in, or to test the settings. */
export type FlowPurpose = 'sign_in' | 'test';

export interface StoredFlow {
  readonly tenantId: number;
  readonly publicUrl: string | undefined;
  readonly purpose: FlowPurpose;
  readonly sealed: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Sign-ins that are under way at an OpenID provider. */
@Injectable()
export class SsoFlowRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async insert(
    tenantId: number,
    stateDigest: Buffer,
    flow: Pick<StoredFlow, 'purpose' | 'sealed' | 'expiresAt'>,
  ): Promise<void> {
    await this.unit.execute(
      'INSERT INTO sso_flows (state_digest, tenant_id, purpose, sealed, expires_at) VALUES (?, ?, ?, ?, ?)',
      [stateDigest, tenantId, flow.purpose, flow.sealed, flow.expiresAt],
    );
  }

  /** Takes the flow away: of several answers to one, the first has it. The state is what selects the tenant. */
  async take(stateDigest: Buffer): Promise<StoredFlow | undefined> {
    const rows = await this.unit.query<{
      tenant_id: number;
      public_url: string | null;
      purpose: FlowPurpose;
      sealed: string;
      expires_at: number;
    }>(
      `SELECT f.tenant_id, t.public_url, f.purpose, f.sealed, f.expires_at
       FROM sso_flows f JOIN tenants t ON t.id = f.tenant_id WHERE f.state_digest = ? AND t.deleted_at IS NULL`,
      [stateDigest],
    );
    const row = rows[0];
    if (!row) return undefined;
    const { affected } = await this.unit.execute(
      'DELETE FROM sso_flows WHERE tenant_id = ? AND state_digest = ?',
      [row.tenant_id, stateDigest],
    );
    if (affected !== 1) return undefined;
    const { tenant_id: tenantId, public_url: publicUrl, purpose, sealed, expires_at: expiresAt } = row;
    return { tenantId, publicUrl: publicUrl ?? undefined, purpose, sealed, expiresAt };
  }

  /** Those that nobody has come back from. */
  async deleteExpired(tenantId: number, now: number): Promise<void> {
    await this.unit.execute('DELETE FROM sso_flows WHERE tenant_id = ? AND expires_at <= ?', [tenantId, now]);
  }
}
