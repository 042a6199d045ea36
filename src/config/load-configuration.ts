import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { validateSync } from 'class-validator';
import { parse } from 'dotenv';
import { Configuration } from './configuration.js';
import { similarTo } from './similar-name.js';
import { variablesOf, type Variable } from './variable.js';

/** A variable that breaks its rule. Never holds the value: it may be a secret. */
export interface Fault {
  readonly variable: string;
  readonly rule: string;
}

/** Everything that is wrong with the environment, all at once. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ variable, rule }) => `${variable} ${rule}`).join('\n'));
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** What is legal and yet looks like a mistake. */
  readonly warnings: readonly string[];
}

/**
 * Reads and validates the environment, with `.env` beneath it.
 * @throws ConfigurationError that names every faulty variable
 */
export function loadConfiguration(environment: Environment = withDotEnv()): LoadedConfiguration {
  const faults: Fault[] = [];
  const values: Partial<Configuration> = {};
  for (const variable of variablesOf(Configuration.prototype)) {
    const text = readVariable(variable, environment, faults);
    if (text !== undefined) Object.assign(values, { [variable.property]: variable.read(text) });
  }
  const configuration = Object.assign(new Configuration(), dependentDefaults(values), values);
  faults.push(...brokenRules(configuration, faults));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return { configuration, warnings: warningsFor(configuration, environment) };
}

/** Defaults that follow from other variables. A PORT that breaks its rule is one fault, not two. */
function dependentDefaults({
  port,
  dataDir = '.',
  ...given
}: Partial<Configuration>): Partial<Configuration> {
  const { publicUrl = `http://localhost:${isPort(port) ? port : 0}` } = given;
  return {
    publicUrl,
    databaseUrl: `sqlite:${join(dataDir, 'rollcall.sqlite')}`,
    mailFrom: `rollcall@${hostNameOf(publicUrl)}`,
  };
}

/** What may follow the @ of an address; an IP address may not, as it is. */
function hostNameOf(url: string): string {
  const hostname = URL.canParse(url) ? new URL(url).hostname : '';
  return hostname === '' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 ? 'localhost' : hostname;
}

/** What is set in the environment wins over `.env`. */
function withDotEnv(): Environment {
  return { ...readDotEnv(), ...process.env };
}

function readDotEnv(): Environment {
  try {
    return parse(readFileSync('.env'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** A variable that is set but empty counts as not set: compose files often pass them on so. */
function readVariable(variable: Variable, environment: Environment, faults: Fault[]): string | undefined {
  const plain = environment[variable.name] || undefined;
  const file = variable.secret ? environment[`${variable.name}_FILE`] || undefined : undefined;
  if (plain !== undefined && file !== undefined) {
    faults.push({ variable: variable.name, rule: `is given twice: also as ${variable.name}_FILE` });
  }
  if (plain !== undefined) return plain;
  if (file === undefined) return ownDefault(variable);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    faults.push({ variable: `${variable.name}_FILE`, rule: 'names a file that cannot be read' });
    return undefined;
  }
}

/** Defaults that follow from other things are filled in when those are known. */
function ownDefault({ derived, default: text }: Variable): string | undefined {
  return derived ? undefined : text;
}

function isPort(port: number | undefined): boolean {
  return Number.isInteger(port) && Number(port) <= 65_535;
}

function brokenRules(configuration: Configuration, known: readonly Fault[]): Fault[] {
  const names = new Map(variablesOf(Configuration.prototype).map(({ property, name }) => [property, name]));
  return validateSync(configuration, { skipMissingProperties: false, forbidUnknownValues: false })
    .map(({ property, constraints }) => ({
      variable: names.get(property)!,
      rule: Object.values(constraints ?? {})[0]!.replace(new RegExp(`^${property} `), ''),
    }))
    .filter(({ variable }) => !known.some((fault) => fault.variable.startsWith(variable)));
}

function warningsFor(configuration: Configuration, environment: Environment): string[] {
  const url = new URL(configuration.publicUrl);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const warnings = similarTo(Object.keys(environment), [
    ...variablesOf(Configuration.prototype).flatMap(({ name, secret }) =>
      secret ? [name, `${name}_FILE`] : [name],
    ),
  ]).map(([set, meant]) => `${set} is not a variable of Rollcall; is ${meant} meant?`);
  if (url.protocol === 'http:' && !local) {
    warnings.push('PUBLIC_URL is plain http: the SCIM secret and passwords travel unencrypted');
  }
  return warnings;
}
