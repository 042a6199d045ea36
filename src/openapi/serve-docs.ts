import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './openapi-document.js';

/** Where the APIs' description and its reader are. */
export const DOCS_PATH = '/docs';

/** Serves the description at `/docs/openapi.json` and a reader for people at `/docs`. */
export function serveDocs(app: NestExpressApplication): void {
  SwaggerModule.setup(DOCS_PATH, app, openApiDocument(app), {
    jsonDocumentUrl: `${DOCS_PATH}/openapi.json`,
    raw: ['json'],
    customSiteTitle: 'Rollcall API',
    swaggerOptions: { persistAuthorization: false, tagsSorter: 'alpha', docExpansion: 'none', filter: true },
  });
}
