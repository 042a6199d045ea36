import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDto } from '../admin-api/problem.dto.js';
import { surfaceOf } from '../http/surface.js';
import { SessionCookie } from '../identity/session-cookie.js';
import { scimSchemas } from './scim-schemas.js';

type PathItemObject = OpenAPIObject['paths'][string];
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const DESCRIPTION = `Two surfaces: **SCIM** (RFC 7643, 7644, 9865), which identity providers call with the SCIM secret,
and the **admin API**, which administrators and programs call with a session's token.

Every answer bears \`X-Request-Id\`, under which the log and the history speak of the request.`;

/** What both APIs take and answer, as OpenAPI 3.1. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const cookie = app.get(SessionCookie, { strict: false });
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Rollcall')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The SCIM secret' }, 'scimSecret')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: "A session's token" })
    .addCookieAuth(cookie.name, { type: 'apiKey', in: 'cookie', description: 'For browsers' })
    .build();
  const document = SwaggerModule.createDocument(app, base, { autoTagControllers: false });
  for (const [path, item] of Object.entries(document.paths)) {
    if (surfaceOf(path) === 'admin') describeProblems(item);
  }
  const schemas = { ...closed(document.components?.schemas ?? {}), ...(scimSchemas() as Schemas) };
  return { ...document, components: { ...document.components, schemas } };
}

/** Fields that are not named are refused in bodies, and do not occur in answers. */
function closed(schemas: Schemas): Schemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      'properties' in schema ? { ...schema, additionalProperties: false } : schema,
    ]),
  );
}

/** What every operation of the admin API can answer beside what its controller says. */
const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request is malformed',
  500: 'A fault of Rollcall',
  503: 'Rollcall or its database is busy, or the database is away; `Retry-After` says when to try again, in seconds',
};
const BODY_PROBLEMS: Readonly<Record<number, string>> = {
  413: 'The body is too large',
  415: 'The body is not application/json, or not in UTF-8',
};

function describeProblems(item: PathItemObject): void {
  for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
    const operation = item[method];
    if (!operation) continue;
    const problems = { ...PROBLEMS, ...(operation.requestBody && BODY_PROBLEMS) };
    for (const [status, description] of Object.entries(problems)) {
      operation.responses[status] ??= {
        description,
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      };
    }
  }
}
