import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AdministratorService } from './administrator.service.js';

@Module({
  imports: [DirectoryModule, IdentityModule],
  providers: [AdministratorService],
  exports: [AdministratorService],
})
export class AdministratorsModule {}
