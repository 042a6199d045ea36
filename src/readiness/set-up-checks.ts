import { Injectable } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { AccessService } from '../identity/access.service.js';
import { SsoSettingsService } from '../identity/sso/sso-settings.service.js';
import { MailStatus } from '../mail/mail-status.js';
import { currentPublicUrl } from '../operations/public-url.js';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { secretState } from '../provisioning/connection.js';
import { ConnectionService, type Connection } from '../provisioning/connection.service.js';
import { AccountsRepository } from './accounts.repository.js';
import { error, ok, warning, type Check } from './check.js';

const DAY = 86_400_000;
/** From how many days before its end on an expiring secret is warned of. */
const SOON = 30;

/** Whether the connection, the secret, sign-in and addresses are as an IdP needs them. */
@Injectable()
export class SetUpChecks {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly connections: ConnectionService,
    private readonly access: AccessService,
    private readonly accounts: AccountsRepository,
    private readonly sso: SsoSettingsService,
    private readonly mails: MailStatus,
    private readonly configuration: Configuration,
  ) {}

  async run(connection: Connection): Promise<Check[]> {
    return [
      await this.secret(),
      ...(await this.administrator(connection)),
      connection.enabled
        ? ok('provisioning_on', 'Provisioning is switched on')
        : warning(
            'provisioning_on',
            'Provisioning is switched off: the SCIM API answers 403',
            'Switch it on',
          ),
      ...(await this.signIn(connection)),
      this.publicUrl(),
      await this.mail(),
      connection.notificationEmails.length > 0
        ? ok('notification_addresses', 'There is an address that is told of what happens')
        : warning(
            'notification_addresses',
            'No address is named that is told of what happens: administrators alone are',
            'Set notificationEmails of the connection',
          ),
    ];
  }

  private async secret(): Promise<Check> {
    const id = 'secret';
    const facts = await this.connections.findSecretFacts();
    if (!facts) return error(id, 'No secret has been issued', 'Issue one: POST /api/v1/scim/secret');
    const state = secretState(facts, Date.now());
    if (state === 'expired') return error(id, 'The secret has expired', 'Issue another one');
    if (state === 'suspended') {
      return error(id, 'The secret is suspended', 'Bind the connection to a fit SCIM administrator');
    }
    const days = facts.expiresAt === null ? Infinity : Math.ceil((facts.expiresAt - Date.now()) / DAY);
    if (days <= SOON) return warning(id, `The secret expires in ${days} days`, 'Issue another one in time');
    if (facts.lastUsedAt === null) {
      return warning(
        id,
        'The secret has never been used',
        'Enter it at the identity provider and test it there',
      );
    }
    return ok(id, 'There is a secret, and the identity provider uses it');
  }

  private async administrator({ administratorId }: Connection): Promise<Check[]> {
    const id = 'scim_administrator';
    if (administratorId === null) {
      return [warning(id, 'There is no SCIM administrator', 'Issuing the secret names one')];
    }
    if (!(await this.access.maySpeakForScim(administratorId))) {
      return [
        error(
          id,
          'The SCIM administrator is not active or neither user manager nor administrator',
          'Bind the connection to another person: PATCH /api/v1/scim/connection with administratorId',
        ),
      ];
    }
    const isManaged = await this.unit.read(() => this.accounts.isManaged(currentTenantId(), administratorId));
    return [
      isManaged
        ? warning(
            id,
            'The identity provider itself manages the SCIM administrator: deactivating them there suspends the secret',
            'Bind the connection to a local account',
          )
        : ok(id, 'The SCIM administrator is fit, and no account of the identity provider'),
    ];
  }

  private async signIn({ ssoEnforced }: Connection): Promise<Check[]> {
    const isConfigured = (await this.sso.client()) !== undefined;
    if (!isConfigured) {
      const fix = 'Set an OpenID provider: PUT /api/v1/settings/sso';
      return [
        warning(
          'sso_configured',
          'Single sign-on is not configured: managed users cannot sign in by it',
          fix,
        ),
      ];
    }
    return [
      ok('sso_configured', 'Single sign-on is configured'),
      ssoEnforced
        ? ok('sso_enforced', 'Everybody signs in by single sign-on')
        : warning(
            'sso_enforced',
            'Local users may still sign in with a password',
            'Test single sign-on, then set ssoEnforced of the connection',
          ),
    ];
  }

  private async mail(): Promise<Check> {
    const id = 'mail_server';
    const { configured, dead, lastError } = await this.mails.retrieve();
    if (!configured) {
      return warning(id, 'There is no mail server: mails are kept as undelivered', 'Set SMTP_URL');
    }
    if (dead === 0) return ok(id, 'There is a mail server, and it has taken every mail');
    const fix = 'Look at them: GET /api/v1/mails; send them again or discard them';
    return { ...warning(id, `Mails could not be delivered: ${lastError}`, fix), count: dead };
  }

  private publicUrl(): Check {
    const id = 'public_url';
    const url = currentPublicUrl(this.configuration);
    if (url.startsWith('https://')) return ok(id, `Identity providers reach Rollcall at ${url}`);
    return warning(
      id,
      `The public address ${url} is not https: identity providers refuse it, and the secret could be read on its way`,
      'Put a proxy with TLS before Rollcall and set PUBLIC_URL',
    );
  }
}
