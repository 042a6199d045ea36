import { ValidateBy } from 'class-validator';
import { parseDatabaseUrl } from '../persistence/database-url.js';

/** An http(s) address without query, fragment or credentials. */
export function IsPublicUrl(): PropertyDecorator {
  return rule('isPublicUrl', 'must be an http or https address without query', (text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
  });
}

export function IsDatabaseUrl(): PropertyDecorator {
  const message = 'must be sqlite:FILE or mysql://user:password@host:port/database';
  return rule('isDatabaseUrl', message, (text) => parseDatabaseUrl(text) !== undefined);
}

function rule(name: string, message: string, holds: (text: string) => boolean): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value === 'string' && holds(value),
      defaultMessage: () => message,
    },
  });
}
