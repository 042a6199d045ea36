import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, type OpenAPIObject } from '@nestjs/swagger';
import { AdminController, RequirePermission, Scoped } from '../identity/admin-controller.js';
import { ApiDescription } from './api-description.js';

@AdminController('openapi.json', 'Schema extensions')
export class OpenApiController {
  constructor(private readonly description: ApiDescription) {}

  @Get()
  @Scoped()
  @RequirePermission('users:read')
  @ApiOperation({
    operationId: 'retrieveOpenApi',
    summary: "This description with the tenant's own schema extensions",
  })
  @ApiOkResponse({ description: 'OpenAPI 3.1', schema: { type: 'object', additionalProperties: true } })
  retrieve(): Promise<OpenAPIObject> {
    return this.description.ofTenant();
  }
}
