import { Module } from '@nestjs/common';
import { ScimProtocolModule } from '../protocol/scim-protocol.module.js';
import { RootSearchController } from './root-search.controller.js';

@Module({ imports: [ScimProtocolModule], controllers: [RootSearchController] })
export class RootSearchModule {}
