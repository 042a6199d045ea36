import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Configuration } from '../../config/configuration.js';
import { ForbiddenError } from '../../scim/index.js';
import { Metrics } from './metrics.js';

const LOOPBACK = /^(?:127(?:\.\d+){3}|::1|::ffff:127(?:\.\d+){3})$/;

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly configuration: Configuration,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  async scrape(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.configuration.metricsPublic && !isLocal(request)) {
      throw new ForbiddenError('Metrics are told on the loopback interface only');
    }
    const { mediaType, text } = await this.metrics.print();
    response.set('Content-Type', mediaType).end(text);
  }
}

/** A proxy on this machine connects over loopback too, but says for whom. */
function isLocal({ socket, headers }: Request): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded;
  return forwarded === undefined && LOOPBACK.test(socket.remoteAddress ?? '');
}
