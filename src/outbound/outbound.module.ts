import { Module } from '@nestjs/common';
import { OutboundHttp } from './outbound-http.js';

/** Requests to other people's servers. */
@Module({ providers: [OutboundHttp], exports: [OutboundHttp] })
export class OutboundModule {}
