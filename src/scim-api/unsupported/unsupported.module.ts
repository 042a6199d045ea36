import { Module } from '@nestjs/common';
import { ScimProtocolModule } from '../protocol/scim-protocol.module.js';
import { UnsupportedController } from './unsupported.controller.js';

@Module({ imports: [ScimProtocolModule], controllers: [UnsupportedController] })
export class UnsupportedModule {}
