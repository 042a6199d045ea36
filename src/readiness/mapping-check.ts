import { Injectable } from '@nestjs/common';
import { displayOf } from '../mappings/mapping-rule.js';
import { MappingsService } from '../mappings/mappings.service.js';
import { warnAbout, type Check } from './check.js';

const EXAMPLES = 5;

/** Whether all mapping rules lead somewhere. */
@Injectable()
export class MappingCheck {
  constructor(private readonly mappings: MappingsService) {}

  async run(): Promise<Check> {
    const rules = await this.mappings.pointless();
    const findings = { count: rules.length, examples: rules.slice(0, EXAMPLES).map(displayOf) };
    return warnAbout('mappings_lead_somewhere', findings, {
      none: 'Every mapping rule leads somewhere',
      some: 'Mapping rules name a group or an organization that is gone, or an attribute that no schema has: they give nothing by it',
      fix: 'Point them somewhere else or delete them: GET /api/v1/mappings says what is missing',
    });
  }
}
