import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { OperationsModule } from '../operations/operations.module.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsGuard } from './metrics.guard.js';

/** What Prometheus asks for. */
@Module({
  imports: [IdentityModule, OperationsModule],
  controllers: [MetricsController],
  providers: [MetricsGuard],
})
export class MetricsModule {}
