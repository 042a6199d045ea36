const TLS = ['required', 'unverified', 'opportunistic', 'never'] as const;

/** How SMTP_URL says that mails leave. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte on: `smtps:`. */
  readonly secure: boolean;
  /**
   * `required`: encrypted, by a certificate that is checked. `unverified`: encrypted, by any certificate.
   * `opportunistic`: encrypted where the server offers it. `never`: not encrypted.
   */
  readonly tls: (typeof TLS)[number];
  readonly user?: string;
  readonly password?: string;
}

/** Reads SMTP_URL; undefined where it is none. */
export function parseSmtpUrl(text: string): SmtpAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, pathname, hash, searchParams } = new URL(text);
  const isAddress = /^smtps?:$/.test(protocol) && hostname !== '' && /^\/?$/.test(pathname) && hash === '';
  const [user, secret] = [decode(username), decode(password)];
  if (!isAddress || user === undefined || secret === undefined) return undefined;
  const secure = protocol === 'smtps:';
  const tls = searchParams.get('tls') ?? (secure || !isLoopback(hostname) ? 'required' : 'opportunistic');
  if (!isOneOf(TLS, tls) || [...searchParams.keys()].some((key) => key !== 'tls')) return undefined;
  if (secure && (tls === 'never' || tls === 'opportunistic')) return undefined;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    tls,
    ...(user !== '' && { user, password: secret }),
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function isOneOf<T extends string>(values: readonly T[], text: string): text is T {
  return (values as readonly string[]).includes(text);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A mailbox with or without a name: `Rollcall <rollcall@example.com>`. */
export interface Mailbox {
  readonly name?: string;
  readonly address: string;
}

/** Reads MAIL_FROM; undefined where it is no mailbox. Whether the address is one is not its business. */
export function parseMailbox(text: string): Mailbox | undefined {
  const [, name, inBrackets, alone] = /^(?:"?([^"<>]*?)"? *<([^<> ]+)>|([^<> ]+))$/.exec(text.trim()) ?? [];
  const address = inBrackets ?? alone;
  if (address === undefined) return undefined;
  return name ? { name, address } : { address };
}
