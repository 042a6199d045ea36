import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const LABELS = ['method', 'route', 'status'] as const;

/** Counts and times requests by the template of their route, so that ids do not multiply the series. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Counter({
    name: 'http_requests_total',
    help: 'HTTP requests answered',
    labelNames: LABELS,
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request line to the end of the answer',
    labelNames: LABELS,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  private readonly tolerances = new Counter({
    name: 'scim_tolerances_total',
    help: 'Deviations from SCIM that were understood, by the name of the tolerance',
    labelNames: ['tolerance'],
    registers: [this.registry],
  });

  private readonly deliveries = new Counter({
    name: 'webhook_deliveries_total',
    help: 'Attempts to deliver an event to a webhook, by what came of them: delivered, failed, dead (given up)',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  observeRequest(request: Request, response: Response, seconds: number): void {
    const { path } = (request.route as { path?: string } | undefined) ?? {};
    const labels = { method: request.method, route: path ?? 'none', status: String(response.statusCode) };
    this.requests.inc(labels);
    this.durations.observe(labels, seconds);
  }

  countTolerance(tolerance: string): void {
    this.tolerances.inc({ tolerance });
  }

  countWebhookDelivery(outcome: 'delivered' | 'failed' | 'dead'): void {
    this.deliveries.inc({ outcome });
  }

  /** A number that is found out whenever somebody asks for it. */
  addGauge(name: string, help: string, read: () => Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }

  /** The text form that Prometheus scrapes. */
  async print(): Promise<{ mediaType: string; text: string }> {
    return { mediaType: this.registry.contentType, text: await this.registry.metrics() };
  }
}
