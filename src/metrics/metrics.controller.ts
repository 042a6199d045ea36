import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequirePermission } from '../identity/admin-controller.js';
import { Metrics } from '../operations/metrics/metrics.js';
import { MetricsGuard } from './metrics.guard.js';

@ApiExcludeController()
@Controller('metrics')
@UseGuards(MetricsGuard)
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @RequirePermission('settings:read')
  async scrape(@Res() response: Response): Promise<void> {
    const { mediaType, text } = await this.metrics.print();
    response.set('Content-Type', mediaType).end(text);
  }
}
