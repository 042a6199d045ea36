import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { ApiDescription } from './api-description.js';
import { openApiDocument } from './openapi-document.js';

/** Where the APIs' description and its reader are. */
export const DOCS_PATH = '/docs';

/** Serves the tenants' descriptions, and to everybody, where wanted, the one at `/docs/openapi.json` with a reader at `/docs`. */
export function serveDocs(app: NestExpressApplication, options: { readonly isPublic: boolean }): void {
  const description = app.get(ApiDescription, { strict: false });
  description.make = () => openApiDocument(app);
  if (!options.isPublic) return;
  // Made for the first who asks: it takes a third of a second, which no start needs to wait for.
  SwaggerModule.setup(DOCS_PATH, app, () => description.document, {
    jsonDocumentUrl: `${DOCS_PATH}/openapi.json`,
    raw: ['json'],
    customSiteTitle: 'Rollcall API',
    swaggerOptions: { persistAuthorization: false, tagsSorter: 'alpha', docExpansion: 'none', filter: true },
  });
}
