import { InvalidFilterError } from '../error.js';
import type { Conformance } from '../interop/tolerance.js';
import type { AttributePath } from '../path/attribute-path.js';
import { resolveAttributePath } from '../path/parse-attribute-path.js';
import type { ResourceType } from '../schema/attribute.js';
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, MAX_FILTER_TERMS } from '../schema/bounds.js';
import { findAttribute } from '../schema/find-attribute.js';
import type { CompareOperator, Filter } from './ast.js';
import { checkComparison, checkFilterable } from './check-comparison.js';
import { Scanner } from './scanner.js';

export interface ParseOptions {
  readonly conformance?: Conformance;
  /**
   * The other resource types that are searched with this one: an attribute that only those have has no value here
   * (RFC 7644 §3.4.2.1). One that no type has is an error.
   */
  readonly otherTypes?: readonly ResourceType[];
}

const OPERATORS: readonly string[] = [
  'eq',
  'ne',
  'co',
  'sw',
  'ew',
  'gt',
  'ge',
  'lt',
  'le',
] satisfies CompareOperator[];

/** Never true: a disjunction of nothing. */
const NEVER: Filter = { kind: 'or', operands: [] };

/**
 * Parses and checks a filter (RFC 7644 §3.4.2.2) in one pass, in time linear in its length.
 * @throws InvalidFilterError for syntax, unknown attributes, operators and types that do not fit, and bounds
 */
export function parseFilter(text: string, resourceType: ResourceType, options: ParseOptions = {}): Filter {
  const resolve = (name: string) => resolveAttributePath(name, resourceType, options.conformance);
  return new FilterParser(text, resolve, options).parse();
}

/** Parses what stands in the brackets after `path`: its names are those of the attribute's sub-attributes. */
export function parseValueFilter(text: string, path: AttributePath, options: ParseOptions = {}): Filter {
  return new FilterParser(text, (name) => resolveSubAttribute(name, path), options).parse();
}

function resolveSubAttribute(name: string, path: AttributePath): AttributePath | undefined {
  const subAttribute = findAttribute(path.attribute.subAttributes ?? [], name);
  return subAttribute && { ...path, subAttribute };
}

function isOperator(word: string): word is CompareOperator {
  return OPERATORS.includes(word);
}

class FilterParser {
  private readonly scanner: Scanner;
  private depth = 0;
  private terms = 0;
  private insideElsewhere = false;

  constructor(
    text: string,
    private resolve: (name: string) => AttributePath | undefined,
    private readonly options: ParseOptions,
  ) {
    if (text.length > MAX_FILTER_LENGTH) {
      throw new InvalidFilterError(`The filter is longer than ${MAX_FILTER_LENGTH} characters`);
    }
    this.scanner = new Scanner(text);
  }

  parse(): Filter {
    if (this.scanner.atEnd()) throw new InvalidFilterError('The filter is empty');
    const filter = this.disjunction();
    if (!this.scanner.atEnd()) this.scanner.fail('after a complete filter only "and" or "or" can follow');
    return filter;
  }

  private disjunction(): Filter {
    const operands = [this.conjunction()];
    while (this.scanner.takeKeyword('or')) operands.push(this.conjunction());
    return join('or', operands);
  }

  private conjunction(): Filter {
    const operands = [this.factor()];
    while (this.scanner.takeKeyword('and')) operands.push(this.factor());
    return join('and', operands);
  }

  private factor(): Filter {
    if (this.scanner.take('(')) return this.nested(')', () => this.disjunction());
    const name = this.scanner.word();
    if (name.toLowerCase() === 'not' && this.scanner.take('(')) {
      return { kind: 'not', operand: this.nested(')', () => this.disjunction()) };
    }
    return this.term(name);
  }

  private nested<T>(closing: string, parse: () => T): T {
    if (++this.depth > MAX_FILTER_DEPTH) this.scanner.fail(`a filter has at most ${MAX_FILTER_DEPTH} levels`);
    const result = parse();
    if (!this.scanner.take(closing)) this.scanner.fail(`"${closing}" is missing`);
    this.depth--;
    return result;
  }

  private term(name: string): Filter {
    if (name === '') this.scanner.fail('an attribute is missing');
    const path = this.resolve(name);
    if (path) checkFilterable(path, this.scanner);
    else if (!this.isElsewhere(name)) this.scanner.fail('there is no such attribute');
    if (this.scanner.takeAdjacent('[')) return this.valuePath(path);
    return this.comparison(path);
  }

  /** Whether another type has the attribute, or it stands in the brackets of one that only another type has. */
  private isElsewhere(name: string): boolean {
    const { otherTypes = [], conformance } = this.options;
    return (
      this.insideElsewhere ||
      otherTypes.some((type) => resolveAttributePath(name, type, conformance) !== undefined)
    );
  }

  private comparison(path: AttributePath | undefined): Filter {
    if (++this.terms > MAX_FILTER_TERMS) this.scanner.fail(`a filter has at most ${MAX_FILTER_TERMS} terms`);
    const operator = this.scanner.word().toLowerCase();
    if (operator === 'pr') return path ? { kind: 'presence', path } : NEVER;
    if (!isOperator(operator)) {
      return this.scanner.fail('an operator is one of pr, eq, ne, co, sw, ew, gt, ge, lt, le');
    }
    const value = this.scanner.literal();
    if (!path) return absent(operator, value);
    return checkComparison(path, operator, value, this.scanner, this.options.conformance);
  }

  /** `emails[type eq "work"]`, and what may follow it. */
  private valuePath(path: AttributePath | undefined): Filter {
    const filter = this.nested(']', () => this.inside(path));
    const comparison = this.comparisonOfElement(path);
    if (!path) return NEVER;
    return { kind: 'valuePath', path, filter: comparison ? join('and', [filter, comparison]) : filter };
  }

  /**
   * Beyond the grammar, Entra ID compares the elements that a value path has found: `emails[type eq "work"].value
   * eq "x"` (Microsoft, "use SCIM to provision users and groups", Users) or `emails[type eq "work"] eq "x"`. One element
   * satisfies it all, so that `ne`, too, speaks of that element.
   */
  private comparisonOfElement(path: AttributePath | undefined): Filter | undefined {
    const suffix = this.scanner.takeAdjacent('.') ? this.scanner.word() : undefined;
    if (suffix === undefined && !this.operatorFollows()) return undefined;
    const { conformance } = this.options;
    if (conformance?.mode === 'strict') this.scanner.fail('after a value path only "and" or "or" can follow');
    conformance?.used('valuePathComparison');
    const compared = path && resolveSubAttribute(suffix ?? 'value', path);
    if (path && !compared) this.scanner.fail('there is no such sub-attribute');
    return this.comparison(compared);
  }

  private inside(path: AttributePath | undefined): Filter {
    if (path && (path.subAttribute || !path.attribute.subAttributes)) {
      this.scanner.fail('only a complex attribute takes a value filter');
    }
    const outer = this.resolve;
    this.resolve = (name) => path && resolveSubAttribute(name, path);
    this.insideElsewhere = path === undefined;
    const filter = this.disjunction();
    this.insideElsewhere = false;
    this.resolve = outer;
    return filter;
  }

  private operatorFollows(): boolean {
    return this.scanner.peekWord((word) => word === 'pr' || isOperator(word));
  }
}

/** One tree for `a and (b and c)` and `(a and b) and c`: operands of the same kind are taken in. */
function join(kind: 'and' | 'or', operands: readonly Filter[]): Filter {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  return flat.length === 1 ? flat[0]! : { kind, operands: flat };
}

/** A comparison with an attribute that has no value. */
function absent(operator: CompareOperator, value: unknown): Filter {
  const holds = operator === 'ne' ? value !== null : operator === 'eq' && value === null;
  return holds ? { kind: 'not', operand: NEVER } : NEVER;
}
