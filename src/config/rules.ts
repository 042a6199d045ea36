import { isEmail, ValidateBy } from 'class-validator';
import { parseMailbox, parseSmtpUrl } from '../mail/smtp-url.js';
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

export function IsSmtpUrl(): PropertyDecorator {
  const message =
    'must be smtp://user:password@host:port or smtps://…, with ?tls=required, unverified, opportunistic or never';
  return rule('isSmtpUrl', message, (text) => parseSmtpUrl(text) !== undefined);
}

/** An e-mail address, with a name before it or not; also at a host without a dot. */
export function IsMailbox(): PropertyDecorator {
  return rule('isMailbox', 'must be an e-mail address, or a name and <an e-mail address>', (text) =>
    isEmail(parseMailbox(text)?.address, { require_tld: false, allow_ip_domain: true }),
  );
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
