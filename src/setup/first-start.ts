import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { runInContext, SYSTEM } from '../operations/request-context.js';
import { StartBanner } from '../operations/start-banner.js';
import { uuidv7 } from '../persistence/uuid.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { SetupService } from './setup.service.js';

/**
 * While there is no administrator: makes the one that ADMIN_EMAIL names, or else prints a set-up link. The link goes
 * to the terminal of whoever started the server, and nowhere else.
 */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  constructor(
    private readonly configuration: Configuration,
    private readonly tenants: TenantsService,
    private readonly setup: SetupService,
    private readonly banner: StartBanner,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const tenantId = await this.tenants.first();
    await runInContext({ requestId: uuidv7(), ip: null, actor: SYSTEM, tenantId }, () => this.prepare());
  }

  private async prepare(): Promise<void> {
    const { adminEmail, adminPassword, publicUrl } = this.configuration;
    if (adminEmail !== undefined && adminPassword !== undefined) {
      await this.setup.createFirst(adminEmail, adminPassword);
    }
    const issued = await this.setup.issueToken();
    if (issued) this.banner.add('Set-up link', `${publicUrl}/setup?token=${issued.token}`);
  }
}
