import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Metrics } from '../../operations/metrics/metrics.js';
import { currentContext } from '../../operations/request-context.js';
import { ForbiddenError } from '../../scim/index.js';
import type { Visibility } from '../../directory/stored-resource.js';
import type { ScimIdentity } from '../../tokens/scim-identity.js';
import { BearerAuthentication } from '../../tokens/bearer-authentication.js';
import { DISCOVERY } from './discovery.decorator.js';
import type { ScimRequest } from './scim-request.js';

/** Lets in who bears the tenant's SCIM secret, and tells the request whose data it is about. */
@Injectable()
export class ScimBearerGuard implements CanActivate {
  constructor(
    private readonly authentication: BearerAuthentication,
    private readonly metrics: Metrics,
    private readonly reflector: Reflector,
  ) {}

  /** @throws UnauthorizedError, ForbiddenError while provisioning is switched off */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<ScimRequest>();
    const { tenantId, publicUrl, connection, administrator } = await this.authentication.authenticate(
      request.headers.authorization,
    );
    const context = currentContext();
    context.tenantId = tenantId;
    context.publicUrl = publicUrl;
    context.actor = { type: 'scim', ...administrator };
    if (!connection.enabled && !this.isDiscovery(execution)) {
      throw new ForbiddenError('Provisioning is switched off; an administrator of Rollcall can switch it on');
    }
    request.matchBy = connection.matchUsersBy;
    request.visibility = visibilityOf(connection);
    request.conformance = {
      mode: connection.conformance,
      used: (tolerance) => this.metrics.countTolerance(tolerance),
    };
    return true;
  }

  private isDiscovery(execution: ExecutionContext): boolean {
    return (
      this.reflector.getAllAndOverride(DISCOVERY, [execution.getHandler(), execution.getClass()]) === true
    );
  }
}

/** Unmanaged administrators stay out of the IdP's sight, unless the connection says otherwise. */
function visibilityOf({ matchUsersBy, provisionAdministrators }: ScimIdentity['connection']): Visibility {
  if (matchUsersBy === 'none') return 'managed';
  return provisionAdministrators ? 'all' : 'matchable';
}
