import { Injectable } from '@nestjs/common';
import type { ToleranceName } from '../../scim/index.js';

/** Counts which tolerances each tenant's identity provider leans on, since the start. */
@Injectable()
export class ToleranceUse {
  private readonly counts = new Map<number, Map<ToleranceName, number>>();

  count(tenantId: number, tolerance: ToleranceName): void {
    const counts = this.counts.get(tenantId) ?? new Map<ToleranceName, number>();
    counts.set(tolerance, (counts.get(tolerance) ?? 0) + 1);
    this.counts.set(tenantId, counts);
  }

  of(tenantId: number): ReadonlyMap<ToleranceName, number> {
    return this.counts.get(tenantId) ?? new Map();
  }
}
