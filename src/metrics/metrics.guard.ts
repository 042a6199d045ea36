import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Configuration } from '../config/configuration.js';
import { AdminGuard } from '../identity/admin.guard.js';
import { currentTenantId } from '../operations/request-context.js';
import { ForbiddenError } from '../scim/index.js';
import { FIRST_TENANT } from '../tenants/first-tenant.js';

const LOOPBACK = /^(?:127(?:\.\d+){3}|::1|::ffff:127(?:\.\d+){3})$/;

/** Whoever is on this machine sees the metrics, or everybody where it is so set; others by an access token like any route. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(
    private readonly configuration: Configuration,
    private readonly guard: AdminGuard,
  ) {}

  /** @throws UnauthorizedError, ForbiddenError */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    if (this.configuration.metricsPublic || isLocal(execution.switchToHttp().getRequest<Request>()))
      return true;
    await this.guard.canActivate(execution);
    if (currentTenantId() === FIRST_TENANT.id) return true;
    throw new ForbiddenError('Metrics are those of the whole installation: the first tenant sees them');
  }
}

/** A proxy on this machine connects over loopback too, but says for whom. */
function isLocal({ socket, headers }: Request): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded;
  return forwarded === undefined && LOOPBACK.test(socket.remoteAddress ?? '');
}
