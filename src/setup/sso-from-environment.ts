import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SsoSettingsService } from '../identity/sso/sso-settings.service.js';
import { runInContext, SYSTEM } from '../operations/request-context.js';
import { uuidv7 } from '../persistence/uuid.js';
import { TenantsService } from '../tenants/tenants.service.js';

/** At each start of the server, not of a command: those may be run with less of an environment. */
@Injectable()
export class SsoFromEnvironment implements OnApplicationBootstrap {
  constructor(
    private readonly tenants: TenantsService,
    private readonly settings: SsoSettingsService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const tenantId = await this.tenants.first();
    await runInContext({ requestId: uuidv7(), ip: null, actor: SYSTEM, tenantId }, () =>
      this.settings.followEnvironment(),
    );
  }
}
