import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { IsDatabaseUrl, IsMailbox, IsPublicUrl, IsSmtpUrl } from './rules.js';
import { asBoolean, asInteger, EnvironmentVariable } from './variable.js';

const MEBIBYTE = 1_048_576;

/** Every setting that comes from the environment, once: its type, rule, default and meaning. */
export class Configuration {
  @EnvironmentVariable({
    name: 'PORT',
    default: '3000',
    description: 'Port to listen on; 0 takes a free one and prints it.',
    read: asInteger,
  })
  @IsInt({ message: 'must be a port number' })
  @Min(0)
  @Max(65_535, { message: 'must be a port number' })
  port: number;

  @EnvironmentVariable({
    name: 'HOST',
    default: '127.0.0.1',
    description: 'Address to listen on; the container image sets 0.0.0.0.',
  })
  @IsString()
  @Length(1, 255)
  host: string;

  @EnvironmentVariable({
    name: 'PUBLIC_URL',
    default: 'http://localhost:PORT',
    derived: true,
    description:
      'The address that identity providers and people use; `meta.location` and links are built from it. ' +
      'Plain http is warned of, never refused.',
    read: (text) => text.replace(/\/+$/, ''),
  })
  @IsPublicUrl()
  publicUrl: string;

  @EnvironmentVariable({
    name: 'DATABASE_URL',
    default: 'sqlite:DATA_DIR/rollcall.sqlite',
    derived: true,
    secret: true,
    description:
      '`sqlite:FILE`, or `mysql://user:password@host:3306/database` (`mariadb://` is the same). ' +
      'Several hosts, separated by commas, for a cluster.',
  })
  @IsDatabaseUrl()
  databaseUrl: string;

  @EnvironmentVariable({
    name: 'DATA_DIR',
    default: 'data',
    description: 'Folder of the embedded database and of the generated key.',
  })
  @IsString()
  @Length(1, 4096)
  dataDir: string;

  @EnvironmentVariable({
    name: 'SECRET_KEY',
    secret: true,
    description:
      'At least 32 characters. Keys for sessions, cursors and digests are derived from it; all replicas share it. ' +
      'Generated into DATA_DIR/secret.key at the first start.',
  })
  @IsOptional()
  @MinLength(32, { message: 'must have at least 32 characters' })
  secretKey?: string;

  @EnvironmentVariable({
    name: 'ADMIN_EMAIL',
    description:
      'With ADMIN_PASSWORD: creates the first administrator at the first start, without a set-up link.',
  })
  @ValidateIf((all: Configuration) => all.adminEmail !== undefined || all.adminPassword !== undefined)
  @IsEmail({}, { message: 'must be an e-mail address, together with ADMIN_PASSWORD' })
  adminEmail?: string;

  @EnvironmentVariable({
    name: 'ADMIN_PASSWORD',
    secret: true,
    description: "The first administrator's password, at least 12 characters.",
  })
  @ValidateIf((all: Configuration) => all.adminEmail !== undefined || all.adminPassword !== undefined)
  @Length(12, 256, { message: 'must have 12 to 256 characters, together with ADMIN_EMAIL' })
  adminPassword?: string;

  @EnvironmentVariable({
    name: 'SMTP_URL',
    secret: true,
    description:
      'The server that mails leave by: `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte on. ' +
      'Encryption by a certificate that is checked is required, except on this machine. `?tls=unverified` takes any ' +
      'certificate, `?tls=opportunistic` encrypts where the server offers it, `?tls=never` does not. Without it mails are ' +
      'kept as undelivered.',
  })
  @IsOptional()
  @IsSmtpUrl()
  smtpUrl?: string;

  @EnvironmentVariable({
    name: 'MAIL_FROM',
    default: "rollcall@ and PUBLIC_URL's host",
    derived: true,
    description: 'The sender of mails: `rollcall@example.com` or `Rollcall <rollcall@example.com>`.',
  })
  @IsMailbox()
  mailFrom: string;

  @EnvironmentVariable({
    name: 'MAILS_PER_MINUTE',
    default: '60',
    description: 'How many mails leave in a minute at the most, of all replicas together.',
    read: asInteger,
  })
  @IsInt({ message: 'must be a number' })
  @Min(1)
  mailsPerMinute: number;

  @EnvironmentVariable({
    name: 'OIDC_ISSUER',
    description:
      'With OIDC_CLIENT_ID: the OpenID provider of the first tenant, read at each start until the API sets or deletes one. ' +
      'https://login.example.com, as its discovery document says.',
  })
  @ValidateIf((all: Configuration) => all.oidcIssuer !== undefined || all.oidcClientId !== undefined)
  @IsPublicUrl()
  oidcIssuer?: string;

  @EnvironmentVariable({
    name: 'OIDC_CLIENT_ID',
    description: "Rollcall's client id at the OpenID provider.",
  })
  @ValidateIf((all: Configuration) => all.oidcIssuer !== undefined || all.oidcClientId !== undefined)
  @Length(1, 1024, { message: 'must be given together with OIDC_ISSUER' })
  oidcClientId?: string;

  @EnvironmentVariable({
    name: 'OIDC_CLIENT_SECRET',
    secret: true,
    description: "Rollcall's client secret at the OpenID provider; none for a public client.",
  })
  @IsOptional()
  @Length(1, 4096)
  oidcClientSecret?: string;

  @EnvironmentVariable({
    name: 'ALLOW_PRIVATE_NETWORKS',
    default: 'false',
    description:
      'Whether servers that administrators name (OpenID providers, webhooks) may stand in private networks and speak plain http.',
    read: asBoolean,
  })
  @IsBoolean({ message: 'must be true or false' })
  allowPrivateNetworks: boolean;

  @EnvironmentVariable({
    name: 'JOURNAL_ANCHOR_FILE',
    description:
      'File to which a signed line of where each journal ends is appended every minute, best on a medium that can ' +
      'only be written to; the verification is held to its last line.',
  })
  @IsOptional()
  @Length(1, 4096)
  journalAnchorFile?: string;

  @EnvironmentVariable({
    name: 'PROVISIONING_LOG_DAYS',
    default: '30',
    description: "Days for which the provisioning log keeps the identity provider's calls and sync runs.",
    read: asInteger,
  })
  @IsInt({ message: 'must be a number of days' })
  @Min(1, { message: 'must be at least 1 day' })
  @Max(36_500)
  provisioningLogDays: number;

  @EnvironmentVariable({
    name: 'AUDIT_RETENTION_DAYS',
    description:
      'Days for which the history is kept, and with it the event feed; without it, for ever. What is older is removed, ' +
      'also what was there before the setting.',
    read: asInteger,
  })
  @IsOptional()
  @IsInt({ message: 'must be a number of days' })
  @Min(1, { message: 'must be at least one day' })
  @Max(36_500)
  auditRetentionDays?: number;

  @EnvironmentVariable({
    name: 'TRUST_PROXY',
    default: 'false',
    description:
      'Which proxies in front are believed about the client: true, false, a number of hops, or addresses ' +
      "(Express' `trust proxy`).",
    read: readTrustProxy,
  })
  trustProxy: boolean | number | string;

  @EnvironmentVariable({
    name: 'LOG_LEVEL',
    default: 'info',
    description: 'fatal, error, warn, info, debug, trace or silent.',
  })
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    message: 'must be one of fatal, error, warn, info, debug, trace, silent',
  })
  logLevel: string;

  @EnvironmentVariable({
    name: 'LOG_FORMAT',
    default: 'pretty on a terminal, else json',
    derived: true,
    description: 'pretty or json.',
  })
  @IsOptional()
  @IsIn(['pretty', 'json'], { message: 'must be pretty or json' })
  logFormat?: 'pretty' | 'json';

  @EnvironmentVariable({
    name: 'MAX_BODY_BYTES',
    default: String(MEBIBYTE),
    description: 'Largest request body.',
    read: asInteger,
  })
  @IsInt({ message: 'must be a number of bytes' })
  @Min(1024)
  maxBodyBytes: number;

  @EnvironmentVariable({
    name: 'MAX_GROUP_BODY_BYTES',
    default: String(16 * MEBIBYTE),
    description: 'Largest request body for groups, which may name many members.',
    read: asInteger,
  })
  @IsInt({ message: 'must be a number of bytes' })
  @Min(1024)
  maxGroupBodyBytes: number;

  @EnvironmentVariable({
    name: 'MAX_IMPORT_BYTES',
    default: String(16 * MEBIBYTE),
    description: 'Largest file of users that the API imports.',
    read: asInteger,
  })
  @IsInt({ message: 'must be a number of bytes' })
  @Min(1024)
  maxImportBytes: number;

  @EnvironmentVariable({
    name: 'METRICS_PUBLIC',
    default: 'false',
    description:
      'Whether `/metrics` answers to everybody; otherwise on the loopback interface, or with an access token.',
    read: asBoolean,
  })
  @IsBoolean({ message: 'must be true or false' })
  metricsPublic: boolean;

  @EnvironmentVariable({
    name: 'DOCS_PUBLIC',
    default: 'true',
    description: 'Whether `/docs` and `/docs/openapi.json` are served.',
    read: asBoolean,
  })
  @IsBoolean({ message: 'must be true or false' })
  docsPublic: boolean;
}

function readTrustProxy(text: string): boolean | number | string {
  const value = asBoolean(text);
  if (typeof value === 'boolean' && !/^\d+$/.test(text)) return value;
  return /^\d+$/.test(text) ? Number(text) : text;
}
