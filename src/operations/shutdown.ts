import { Injectable, Logger, type INestApplication } from '@nestjs/common';
import type { Server } from 'node:http';
import { HealthChecks } from './health/health-checks.js';

/** How long requests under way may take, in milliseconds; the rest of the ten seconds is for closing the database. */
const GRACE = 8_000;
/** After which the process ends, whatever hangs. */
const DEADLINE = 9_500;
const IDLE_CHECK = 50;

/** Ends the server: nothing new is taken on, what is under way is finished. */
@Injectable()
export class Shutdown {
  private readonly logger = new Logger(Shutdown.name);
  private begun = false;

  constructor(checks: HealthChecks) {
    checks.register('shutdown', () =>
      this.begun ? Promise.reject(new Error('The server is shutting down')) : Promise.resolve(),
    );
  }

  /** The first SIGTERM or SIGINT ends the process in order, with exit code 0; a second one ends it at once. */
  onSignals(app: INestApplication<Server>): void {
    const onSignal = (signal: NodeJS.Signals): void => {
      if (this.begun) process.exit(1);
      this.logger.log(`${signal}: finishing what is under way`);
      void this.close(app).then(
        () => process.exit(0),
        (error: unknown) => {
          this.logger.error(error);
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  }

  private async close(app: INestApplication<Server>): Promise<void> {
    this.begun = true;
    const server = app.getHttpServer();
    // Node closes idle connections once; those that become idle later are ours to close.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK);
    const grace = setTimeout(() => server.closeAllConnections(), GRACE);
    setTimeout(() => process.exit(1), DEADLINE).unref();
    await app.close();
    clearInterval(idle);
    clearTimeout(grace);
  }
}
