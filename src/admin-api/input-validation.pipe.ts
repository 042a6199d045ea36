import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { InvalidSyntaxError } from '../scim/index.js';
import { InvalidInputError, type FieldError } from './problem.js';

/**
 * Validates what is declared as a class, which in this house are the admin API's bodies and queries; a field that
 * the class does not have is refused. SCIM bodies are plain JSON and the kernel's business.
 */
export class InputValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      exceptionFactory: (errors) => new InvalidInputError(errors.flatMap((error) => fieldErrors(error, ''))),
    });
  }

  /** Nest takes null for an object without fields, as it takes a request without a body. */
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && value === null) throw new InvalidSyntaxError('The body is an object');
    return super.transform(value, metadata);
  }
}

function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const path = pathOf(parent, error.property);
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    path,
    message: rule === 'whitelistValidation' ? 'is not known' : withoutName(message, error.property),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, path))];
}

function pathOf(parent: string, property: string): string {
  if (parent === '') return property;
  return /^\d+$/.test(property) ? `${parent}[${property}]` : `${parent}.${property}`;
}

/** class-validator begins its messages with the property's name; the path says it already. */
function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
