import { Injectable } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { AccessRepository } from './access.repository.js';
import type { SignInOptionsDto } from './sign-in-options.dto.js';
import { SsoSettingsRepository } from './sso/sso-settings.repository.js';

/** What whoever is not signed in may know of how to. */
@Injectable()
export class SignInOptions {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly tenants: TenantsService,
    private readonly access: AccessRepository,
    private readonly sso: SsoSettingsRepository,
    private readonly configuration: Configuration,
  ) {}

  /** Of the tenant that the host selects. None is asked for by name: the answer would tell which there are. */
  at(host: string | undefined): Promise<SignInOptionsDto> {
    return this.unit.read(async () => {
      const { id, publicUrl } = await this.tenants.choose(undefined, host);
      return {
        publicUrl: publicUrl ?? this.configuration.publicUrl,
        isSetUp: (await this.access.activeAdministrators(id)).length > 0,
        password: !(await this.sso.isEnforced(id)),
        singleSignOn: (await this.sso.find(id)) !== undefined,
        otherTenants: publicUrl === undefined && (await this.tenants.areSeveral()),
      };
    });
  }
}
