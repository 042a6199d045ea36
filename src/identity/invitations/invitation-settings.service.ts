import { Injectable } from '@nestjs/common';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { InvitationSettingsRepository, type InvitationSettings } from './invitation-settings.repository.js';

/** What the tenant's invitations say, as administrators set it. */
@Injectable()
export class InvitationSettingsService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: InvitationSettingsRepository,
    private readonly journal: Journal,
  ) {}

  retrieve(): Promise<InvitationSettings> {
    return this.unit.read(() => this.repository.find(currentTenantId()));
  }

  /** Changes what is given. Mails that wait to be sent say what they were written with. */
  update({
    productName,
    text,
    applicationUrl,
  }: {
    [Name in keyof InvitationSettings]?: InvitationSettings[Name] | undefined;
  }): Promise<InvitationSettings> {
    return this.unit.write(async () => {
      const current = await this.repository.find(currentTenantId(), { lock: true });
      const settings: InvitationSettings = {
        productName: productName ?? current.productName,
        text: text === undefined ? current.text : text,
        applicationUrl: applicationUrl === undefined ? current.applicationUrl : applicationUrl,
      };
      const changes = (['productName', 'text', 'applicationUrl'] as const)
        .filter((path) => current[path] !== settings[path])
        .map((path) => ({ path, before: current[path], after: settings[path] }));
      if (changes.length === 0) return current;
      await this.repository.save(currentTenantId(), settings, Date.now());
      const target = { type: 'settings', id: null, display: 'Invitations' } as const;
      await this.journal.record({ action: 'settings.updated', target, changes });
      return settings;
    });
  }
}
