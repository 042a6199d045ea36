import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { ProvisioningModule } from '../provisioning/provisioning.module.js';
import { BearerAuthentication } from './bearer-authentication.js';
import { ScimSecretController } from './scim-secret.controller.js';
import { ScimSecretRepository } from './scim-secret.repository.js';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { SecretExpiry } from './secret-expiry.js';
import { SecretUsage } from './secret-usage.js';
import { TokenService } from './token.service.js';

/** The single active SCIM secret: who may issue it, whom it is bound to, whether it opens the door. */
@Module({
  imports: [CredentialsModule, IdentityModule, JournalModule, ProvisioningModule],
  controllers: [ScimSecretController],
  providers: [BearerAuthentication, ScimSecretRepository, SecretExpiry, SecretUsage, TokenService],
  exports: [BearerAuthentication, TokenService],
})
export class TokenManagementModule {}
