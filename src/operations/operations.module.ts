import { Module } from '@nestjs/common';
import { DatabaseHealth } from './health/database-health.js';
import { HealthChecks } from './health/health-checks.js';
import { HealthController } from './health/health.controller.js';
import { Metrics } from './metrics/metrics.js';
import { Shutdown } from './shutdown.js';
import { StartBanner } from './start-banner.js';

/** What those who run Rollcall look at: health, what is counted, an orderly end. */
@Module({
  controllers: [HealthController],
  providers: [DatabaseHealth, HealthChecks, Metrics, Shutdown, StartBanner],
  exports: [HealthChecks, Metrics, Shutdown, StartBanner],
})
export class OperationsModule {}
