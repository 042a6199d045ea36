import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { canonicalUrl } from '../../src/http/canonical-url.js';
import { openApiDocument } from '../../src/openapi/openapi-document.js';

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>
  >;
}

/** Holds answers to what the API's description says of them. */
export class OpenApiTruth {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<object, ValidateFunction>();
  private readonly routes: readonly {
    readonly pattern: RegExp;
    readonly operations: Readonly<Record<string, Described>>;
  }[];

  constructor(document: OpenAPIObject) {
    // In 2020-12 `format` is an annotation unless a vocabulary says otherwise; here dates are meant.
    formats.default(this.ajv);
    this.ajv.addSchema({ $id: 'openapi', components: document.components });
    this.routes = Object.entries(document.paths).map(([path, item]) => ({
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`),
      operations: item as Readonly<Record<string, Described>>,
    }));
  }

  /** @throws Error that says what of the answer is not described, or not as it is */
  check(method: string, url: string, status: number, mediaType: string | null, text: string): void {
    const path = canonicalUrl(url).split('?', 1)[0]!;
    // A more particular route is listed before a parameter would match it.
    const route = this.routes.filter(({ pattern }) => pattern.test(path)).sort(byParameters)[0];
    const operation = route?.operations[method.toLowerCase()];
    if (!operation) {
      if (this.isSilent(method, path, status)) return;
      throw new Error(`${method} ${path} answers ${status} and is not described`);
    }
    const described = operation.responses[status];
    if (!described) throw new Error(`${method} ${path}: ${status} is not described: ${text}`);
    if (!described.content) {
      if (text !== '') throw new Error(`${method} ${path}: ${status} is described without content: ${text}`);
      return;
    }
    const type = mediaType?.split(';', 1)[0] ?? '';
    const schema = described.content[type]?.schema;
    if (!schema) throw new Error(`${method} ${path}: ${status} is not described as ${mediaType}`);
    const validate = this.validatorOf(schema);
    if (!validate(/[/+]json$/.test(type) ? JSON.parse(text) : text)) {
      throw new Error(
        `${method} ${path}: ${status} is not as described: ${this.ajv.errorsText(validate.errors)}\n${text}`,
      );
    }
  }

  /** What needs no description: addresses without a route, methods that they do not know, what is not supported. */
  private isSilent(method: string, path: string, status: number): boolean {
    if (/^\/scim\/v2\/(Bulk|Me)$/.test(path)) return [401, 403, 501].includes(status);
    if (method === 'HEAD' || method === 'OPTIONS') return true;
    if (!/^\/(scim\/v2|api\/v1)(\/|$)/.test(path)) return true;
    return [400, 401, 403, 404, 405, 414].includes(status);
  }

  private validatorOf(schema: object): ValidateFunction {
    let validate = this.validators.get(schema);
    if (!validate) {
      validate = this.ajv.compile(
        JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')) as object,
      );
      this.validators.set(schema, validate);
    }
    return validate;
  }
}

function byParameters(a: { pattern: RegExp }, b: { pattern: RegExp }): number {
  return a.pattern.source.split('[^/]+').length - b.pattern.source.split('[^/]+').length;
}

const truths: { closed?: OpenApiTruth; open?: OpenApiTruth } = {};

/**
 * The same for every application of a test process.
 * @param ownSchemas whether tenants of the test have schemas of their own; without, what is not built in is a fault
 */
export function openApiTruth(app: NestExpressApplication, ownSchemas: boolean): OpenApiTruth {
  if (ownSchemas) return (truths.open ??= new OpenApiTruth(openApiDocument(app)));
  return (truths.closed ??= new OpenApiTruth(withoutOwnSchemas(openApiDocument(app))));
}

function withoutOwnSchemas(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components!.schemas!;
  for (const name of ['ScimUser', 'ScimGroup']) {
    schemas[name] = { ...schemas[name], additionalProperties: false };
  }
  return document;
}
