import { Module } from '@nestjs/common';
import { ReadinessModule } from '../../readiness/readiness.module.js';
import { ScimProtocolModule } from '../protocol/scim-protocol.module.js';
import { ScimReadinessController } from './scim-readiness.controller.js';

@Module({ imports: [ReadinessModule, ScimProtocolModule], controllers: [ScimReadinessController] })
export class ScimReadinessModule {}
