import type { OpenAPIObject } from '@nestjs/swagger';
import openapiTs, { astToString } from 'openapi-typescript';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { surfaceOf } from '../../src/http/surface.js';
import { openApiDocument } from '../../src/openapi/openapi-document.js';
import { engines } from '../support/engines.js';
import { startTestApp } from '../support/test-app.js';

it("the console's client is of this admin API (npm run generate)", async () => {
  const app = await startTestApp({ engine: engines()[0]! });
  try {
    const document = forConsole(openApiDocument(app.nest));
    const types = `// Written by \`npm run generate\`.\n${astToString(await openapiTs(document))}`;
    const text = await format(types, { parser: 'typescript', singleQuote: true, printWidth: 110 });
    await expect(text).toMatchFileSnapshot('../../console/src/api/schema.ts');
  } finally {
    await app.close();
  }
});

type Responses = Readonly<Record<string, unknown>>;
type Operations = Readonly<Record<string, { readonly responses: Responses }>>;

/** The admin API alone; whatever is no success is a problem, of which one form is enough. */
function forConsole({ paths, ...document }: OpenAPIObject): string {
  const ours = Object.entries(paths).filter(([path]) => surfaceOf(path) === 'admin');
  return JSON.stringify({
    ...document,
    paths: Object.fromEntries(ours.map(([path, item]) => [path, withOneProblem(item as Operations)])),
  });
}

function withOneProblem(item: Operations): Operations {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]) => {
      const successes = Object.entries(operation.responses).filter(([status]) => status < '400');
      return [method, { ...operation, responses: { ...Object.fromEntries(successes), default: PROBLEM } }];
    }),
  );
}

const PROBLEM = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
};
