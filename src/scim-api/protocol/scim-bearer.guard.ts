import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Metrics } from '../../operations/metrics/metrics.js';
import { currentContext } from '../../operations/request-context.js';
import { ForbiddenError } from '../../scim/index.js';
import { CallRecorder } from '../../provisioning-log/call-recorder.js';
import { actsFor } from '../../identity/current-caller.js';
import { visibilityOf, type RolePolicy } from '../../directory/stored-resource.js';
import { TenantSchemas } from '../../schema-extensions/tenant-schemas.js';
import type { ScimIdentity } from '../../tokens/scim-identity.js';
import { BearerAuthentication } from '../../tokens/bearer-authentication.js';
import { DISCOVERY } from './discovery.decorator.js';
import type { ScimRequest } from './scim-request.js';

/** The connection is there, and administrators have switched it off. */
export class ProvisioningOffError extends ForbiddenError {}

/** Lets in who bears the tenant's SCIM secret, and tells the request whose data it is about. */
@Injectable()
export class ScimBearerGuard implements CanActivate {
  constructor(
    private readonly authentication: BearerAuthentication,
    private readonly schemas: TenantSchemas,
    private readonly metrics: Metrics,
    private readonly recorder: CallRecorder,
    private readonly reflector: Reflector,
  ) {}

  /** @throws UnauthorizedError, ProvisioningOffError while provisioning is switched off */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<ScimRequest>();
    const identity = await this.authentication.authenticate(request.headers.authorization);
    const { tenantId, publicUrl, connection, administrator, issuer } = identity;
    const context = currentContext();
    context.tenantId = tenantId;
    context.publicUrl = publicUrl;
    context.actor = { type: 'scim', ...administrator };
    if (issuer) actsFor(issuer);
    this.recorder.admit(context, connection.provider);
    await this.schemas.load(identity.schemas);
    if (!connection.enabled && !this.isDiscovery(execution)) {
      throw new ProvisioningOffError(
        'Provisioning is switched off; an administrator of Rollcall can switch it on',
      );
    }
    request.matchBy = connection.matchUsersBy;
    request.retains = connection.onDelete === 'retain';
    request.rejoins = connection.rejoin;
    request.visibility = visibilityOf(connection);
    request.roles = rolePolicyOf(identity);
    request.conformance = {
      mode: connection.conformance,
      used: (tolerance) => {
        this.metrics.countTolerance(tolerance);
        this.recorder.noteTolerance(context, tolerance);
      },
    };
    return true;
  }

  private isDiscovery(execution: ExecutionContext): boolean {
    return (
      this.reflector.getAllAndOverride(DISCOVERY, [execution.getHandler(), execution.getClass()]) === true
    );
  }
}

function rolePolicyOf({ schemas, connection }: ScimIdentity): RolePolicy | undefined {
  if (schemas.roleAttribute === null) return undefined;
  return { attribute: schemas.roleAttribute, assignable: connection.assignableRoles };
}
