import 'reflect-metadata';

/** What is known of an environment variable beside its rules; the reference page is generated from it. */
export interface Variable {
  readonly name: string;
  readonly property: string;
  readonly description: string;
  /** As an operator would write it; undefined where there is none. */
  readonly default?: string;
  /** The default follows from other things; `default` says in words how. */
  readonly derived: boolean;
  /** Never shown; can also be given as NAME_FILE, the path of a file that holds it. */
  readonly secret: boolean;
  readonly read: (text: string) => unknown;
}

interface VariableOptions {
  readonly name: string;
  readonly description: string;
  readonly default?: string;
  readonly derived?: boolean;
  readonly secret?: boolean;
  readonly read?: (text: string) => unknown;
}

const REGISTRY = Symbol('variables');

/** Declares the property as the value of an environment variable. */
export function EnvironmentVariable(options: VariableOptions): PropertyDecorator {
  return (target, property) => {
    const variable = {
      derived: false,
      secret: false,
      read: (text: string) => text,
      ...options,
      property: String(property),
    };
    Reflect.defineMetadata(REGISTRY, [...variablesOf(target), variable], target);
  };
}

/** The variables of a configuration class, in the order in which they are declared. */
export function variablesOf(target: object): readonly Variable[] {
  return (Reflect.getMetadata(REGISTRY, target) as Variable[] | undefined) ?? [];
}

/** How values are read; what cannot be read becomes something that its rule refuses. */
export const asInteger = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

export const asBoolean = (text: string): boolean | string => {
  const value = text.toLowerCase();
  if (value === 'true' || value === '1' || value === 'yes') return true;
  if (value === 'false' || value === '0' || value === 'no') return false;
  return text;
};
