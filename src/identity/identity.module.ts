import { Module } from '@nestjs/common';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { OutboundModule } from '../outbound/outbound.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { AccessRepository } from './access.repository.js';
import { AccessService } from './access.service.js';
import { AccessTokenAuthentication } from './access-tokens/access-token-authentication.js';
import { AccessTokenRepository } from './access-tokens/access-token.repository.js';
import { AccessTokenService } from './access-tokens/access-token.service.js';
import { AccessTokenUsage } from './access-tokens/access-token-usage.js';
import { AccessTokensController } from './access-tokens/access-tokens.controller.js';
import { AccountRepository } from './account.repository.js';
import { AccountService } from './account.service.js';
import { AdminGuard } from './admin.guard.js';
import { BrowserSession } from './browser-session.js';
import { CausedRoles } from './caused-roles.js';
import { DerivedRoles } from './derived-roles.js';
import { EarlierAccess } from './earlier-access.js';
import { MailModule } from '../mail/mail.module.js';
import { AcceptanceController } from './invitations/acceptance.controller.js';
import { Acceptance } from './invitations/acceptance.service.js';
import { Activation } from './invitations/activation.js';
import { InvitationRepository } from './invitations/invitation.repository.js';
import { InvitationSettingsController } from './invitations/invitation-settings.controller.js';
import { InvitationSettingsRepository } from './invitations/invitation-settings.repository.js';
import { InvitationSettingsService } from './invitations/invitation-settings.service.js';
import { Invitations } from './invitations/invitations.js';
import { OneTimeLinkRepository } from './links/one-time-link.repository.js';
import { OneTimeLinks } from './links/one-time-links.js';
import { PasswordController } from './passwords/password.controller.js';
import { PasswordService } from './passwords/password.service.js';
import { RecoveryController } from './recovery/recovery.controller.js';
import { RecoveryService } from './recovery/recovery.service.js';
import { RoleRepository } from './roles/role.repository.js';
import { RoleService } from './roles/role.service.js';
import { RolesController } from './roles/roles.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SessionController } from './session.controller.js';
import { SessionRepository } from './session.repository.js';
import { SessionService } from './session.service.js';
import { SessionListService } from './sessions/session-list.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SignInOptions } from './sign-in-options.service.js';
import { OpenIdProvider } from './sso/openid-provider.js';
import { SsoCookie } from './sso/sso-cookie.js';
import { SsoController } from './sso/sso.controller.js';
import { SsoFlowRepository } from './sso/sso-flow.repository.js';
import { SsoIdentityRepository } from './sso/sso-identity.repository.js';
import { SsoSettingsController } from './sso/sso-settings.controller.js';
import { SsoSettingsRepository } from './sso/sso-settings.repository.js';
import { SsoSettingsService } from './sso/sso-settings.service.js';
import { SsoSignIn } from './sso/sso-sign-in.js';
import { SsoService } from './sso/sso.service.js';
import { SignInThrottle } from './throttle/sign-in-throttle.js';
import { SignInThrottleRepository } from './throttle/sign-in-throttle.repository.js';

/** Who people are and what they may do: sign-in, sessions, passwords, roles. */
@Module({
  imports: [CredentialsModule, JournalModule, MailModule, OutboundModule, TenantsModule],
  controllers: [
    AcceptanceController,
    AccessTokensController,
    InvitationSettingsController,
    PasswordController,
    RecoveryController,
    RolesController,
    SessionController,
    SessionsController,
    SsoController,
    SsoSettingsController,
  ],
  providers: [
    Acceptance,
    AccessRepository,
    AccessService,
    AccessTokenAuthentication,
    AccessTokenRepository,
    AccessTokenService,
    AccessTokenUsage,
    AccountRepository,
    AccountService,
    Activation,
    AdminGuard,
    BrowserSession,
    CausedRoles,
    DerivedRoles,
    EarlierAccess,
    InvitationRepository,
    InvitationSettingsRepository,
    InvitationSettingsService,
    Invitations,
    OneTimeLinkRepository,
    OneTimeLinks,
    PasswordService,
    RecoveryService,
    RoleRepository,
    RoleService,
    SessionCookie,
    SessionListService,
    SessionRepository,
    SessionService,
    SignInOptions,
    SignInThrottle,
    SignInThrottleRepository,
    OpenIdProvider,
    SsoCookie,
    SsoFlowRepository,
    SsoIdentityRepository,
    SsoService,
    SsoSettingsRepository,
    SsoSettingsService,
    SsoSignIn,
  ],
  // What the guard needs is exported with it: it is made anew in each module that uses it.
  exports: [
    AccessService,
    AccessTokenAuthentication,
    AccountService,
    Activation,
    AdminGuard,
    CausedRoles,
    DerivedRoles,
    Invitations,
    RoleService,
    SessionCookie,
    SessionService,
    SsoSettingsService,
  ],
})
export class IdentityModule {}
