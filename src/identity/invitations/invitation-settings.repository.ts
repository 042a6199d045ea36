import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../persistence/unit-of-work.js';

/** What invitations say. */
export interface InvitationSettings {
  /** What people are invited to. */
  readonly productName: string;
  /** What the administrators have to say, line by line. */
  readonly text: string | null;
  /** Where people go once they are in; null for the console. */
  readonly applicationUrl: string | null;
}

export const DEFAULT_INVITATION: InvitationSettings = {
  productName: 'Rollcall',
  text: null,
  applicationUrl: null,
};

interface SettingsRow {
  readonly product_name: string;
  readonly text: string | null;
  readonly application_url: string | null;
}

@Injectable()
export class InvitationSettingsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async find(tenantId: number, { lock = false } = {}): Promise<InvitationSettings> {
    const rows = await this.unit.query<SettingsRow>(
      'SELECT product_name, text, application_url FROM invitation_settings WHERE tenant_id = ?' +
        (lock ? this.unit.dialect.forUpdate : ''),
      [tenantId],
    );
    const row = rows[0];
    if (!row) return DEFAULT_INVITATION;
    return { productName: row.product_name, text: row.text, applicationUrl: row.application_url };
  }

  async save(
    tenantId: number,
    { productName, text, applicationUrl }: InvitationSettings,
    at: number,
  ): Promise<void> {
    const values = [productName, text, applicationUrl, at];
    await this.unit.execute(
      `INSERT INTO invitation_settings (tenant_id, product_name, text, application_url, updated_at)
       VALUES (?, ?, ?, ?, ?) ${this.unit.dialect.onConflict('tenant_id')}
       product_name = ?, text = ?, application_url = ?, updated_at = ?`,
      [tenantId, ...values, ...values],
    );
  }

  /** Whether those whom the IdP creates are invited, as the connection says. */
  async modeOf(tenantId: number): Promise<'off' | 'on_create' | 'manual'> {
    const rows = await this.unit.query<{ invitations: 'off' | 'on_create' | 'manual' }>(
      'SELECT invitations FROM connections WHERE tenant_id = ?',
      [tenantId],
    );
    return rows[0]?.invitations ?? 'off';
  }
}
