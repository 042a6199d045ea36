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

const MYSQL_URL = /^(?:mysql|mariadb):\/\/([^@/]*)@([^/?#]+)\/([^/?#]+)$/;

/** Reads `sqlite:FILE` or `mysql://user:password@host:3306[,host:3306]/database`; undefined when it is neither. */
export function parseDatabaseUrl(url: string): DatabaseAddress | undefined {
  if (url.startsWith('sqlite:')) {
    const file = url.slice('sqlite:'.length).replace(/^\/\/(?=[^/])/, '');
    return file === '' || file === ':memory:' ? undefined : { engine: 'sqlite', file };
  }
  const parts = MYSQL_URL.exec(url);
  if (!parts) return undefined;
  try {
    const [, credentials, hosts, database] = parts as unknown as [string, string, string, string];
    const [user = '', ...password] = credentials.split(':');
    return {
      engine: 'mysql',
      hosts: hosts.split(',').map(readHost),
      user: decodeURIComponent(user),
      password: decodeURIComponent(password.join(':')),
      database: decodeURIComponent(database),
    };
  } catch (error) {
    if (error instanceof URIError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function readHost(text: string): { host: string; port: number } {
  const { hostname, port } = new URL(`tcp://${text}`);
  if (hostname === '') throw new RangeError('a host without a name');
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 3306 : Number(port) };
}
