import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { SchemaExtensionsModule } from '../schema-extensions/schema-extensions.module.js';
import { ApiDescription } from './api-description.js';
import { OpenApiController } from './openapi.controller.js';

/** The description of both APIs. */
@Module({
  imports: [IdentityModule, SchemaExtensionsModule],
  controllers: [OpenApiController],
  providers: [ApiDescription],
})
export class OpenApiModule {}
