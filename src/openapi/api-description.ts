import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import { scimSchemas } from './scim-schemas.js';

/** What both APIs take and answer: for everybody, and with the schemas of one tenant's own. */
@Injectable()
export class ApiDescription {
  /** Makes the one for everybody; set once all routes are known. */
  make: (() => OpenAPIObject) | undefined;
  private made: OpenAPIObject | undefined;

  constructor(private readonly schemas: TenantSchemas) {}

  /** For everybody. */
  get document(): OpenAPIObject {
    if (!this.make) throw new Error('The routes are not known yet');
    return (this.made ??= this.make());
  }

  /** With the schema extensions of the tenant under way. */
  async ofTenant(): Promise<OpenAPIObject> {
    const { document } = this;
    const own = scimSchemas(await this.schemas.load()) as NonNullable<OpenAPIObject['components']>['schemas'];
    return {
      ...document,
      components: { ...document.components, schemas: { ...document.components?.schemas, ...own } },
    };
  }
}
