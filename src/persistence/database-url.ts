/** Where the data is kept. */
export type DatabaseAddress =
  | { readonly engine: 'sqlite'; readonly file: string }
  | {
      readonly engine: 'mysql';
      /** Several for a cluster: the first that answers is used. */
      readonly hosts: readonly { readonly host: string; readonly port: number }[];
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

const MYSQL_URL = /^(?:mysql|mariadb):\/\/([^@/]*)@([^@/?#]+)\/([^/?#]+)$/;
const HOST = /^(?:\[([^\s[\]]+)\]|([^\s:[\]%\\]+))(?::(\d{1,5}))?$/;
const DEFAULT_PORT = 3306;

/**
 * Reads `sqlite:FILE` or `mysql://user:password@host:3306[,host:3306]/database`; undefined when it is neither. What
 * URLs reserve is percent-encoded in user, password and database.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress | undefined {
  if (url.startsWith('sqlite:')) {
    const file = url.slice('sqlite:'.length).replace(/^\/\//, '');
    return file === '' || file === ':memory:' ? undefined : { engine: 'sqlite', file };
  }
  const parts = MYSQL_URL.exec(url);
  if (!parts) return undefined;
  const [, credentials, list, name] = parts as unknown as [string, string, string, string];
  const [user, password, database] = [...splitAtColon(credentials), name].map(decode);
  const hosts = list.split(',').map(readHost);
  if (user === undefined || password === undefined || database === undefined) return undefined;
  if (!hosts.every((host) => host !== undefined)) return undefined;
  return { engine: 'mysql', hosts, user, password, database };
}

function splitAtColon(credentials: string): [user: string, password: string] {
  const [user = '', ...password] = credentials.split(':');
  return [user, password.join(':')];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readHost(text: string): { host: string; port: number } | undefined {
  const [, address, name, digits] = HOST.exec(text) ?? [];
  const host = address ?? name;
  const port = digits === undefined ? DEFAULT_PORT : Number(digits);
  return host !== undefined && port > 0 && port < 65_536 ? { host, port } : undefined;
}
