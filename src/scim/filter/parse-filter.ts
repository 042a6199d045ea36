import { InvalidFilterError } from '../error.js';
import type { Conformance } from '../interop/tolerance.js';
import type { AttributePath } from '../path/attribute-path.js';
import { resolveAttributePath } from '../path/parse-attribute-path.js';
import type { ResourceType } from '../schema/attribute.js';
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, MAX_FILTER_TERMS } from '../schema/bounds.js';
import { findAttribute } from '../schema/find-attribute.js';
import type { CompareOperator, Filter, ValuePathFilter } from './ast.js';
import { checkComparison, checkFilterable } from './check-comparison.js';
import { Scanner } from './scanner.js';

export interface ParseOptions {
  readonly conformance?: Conformance;
  /** What a name means that the resource type does not have: an error, or an attribute without value. */
  readonly unknownAttributes?: 'refused' | 'absent';
}

const OPERATORS: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']);

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

class FilterParser {
  private readonly scanner: Scanner;
  private depth = 0;
  private terms = 0;

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
    return operands.length === 1 ? operands[0]! : { kind: 'or', operands };
  }

  private conjunction(): Filter {
    const operands = [this.factor()];
    while (this.scanner.takeKeyword('and')) operands.push(this.factor());
    return operands.length === 1 ? operands[0]! : { kind: 'and', operands };
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
    if (++this.depth > MAX_FILTER_DEPTH) this.scanner.fail(`a filter is at most ${MAX_FILTER_DEPTH} levels deep`);
    const result = parse();
    if (!this.scanner.take(closing)) this.scanner.fail(`"${closing}" is missing`);
    this.depth--;
    return result;
  }

  private term(name: string): Filter {
    if (name === '') this.scanner.fail('an attribute is missing');
    if (++this.terms > MAX_FILTER_TERMS) this.scanner.fail(`a filter has at most ${MAX_FILTER_TERMS} terms`);
    const path = this.resolve(name) ?? this.unknown();
    if (path) checkFilterable(path, this.scanner);
    if (this.scanner.takeAdjacent('[')) return this.valuePath(path);
    return this.comparison(path);
  }

  private unknown(): undefined {
    if (this.options.unknownAttributes !== 'absent') this.scanner.fail('there is no such attribute');
    return undefined;
  }

  private comparison(path: AttributePath | undefined): Filter {
    const operator = this.scanner.word().toLowerCase();
    if (operator === 'pr') return path ? { kind: 'presence', path } : NEVER;
    if (!OPERATORS.has(operator)) this.scanner.fail('an operator is one of pr, eq, ne, co, sw, ew, gt, ge, lt, le');
    const value = this.scanner.literal();
    if (!path) return absent(operator as CompareOperator, value);
    return checkComparison(path, operator as CompareOperator, value, this.scanner, this.options.conformance);
  }

  /**
   * `emails[type eq "work"]`, and the forms that Entra ID sends beyond the grammar: `emails[type eq "work"].value
   * eq "x"` and `emails[type eq "work"] eq "x"`, both of which mean one element that satisfies it all.
   */
  private valuePath(path: AttributePath | undefined): Filter {
    const filter = this.nested(']', () => this.inside(path));
    const suffix = this.scanner.takeAdjacent('.') ? this.scanner.word() : undefined;
    if (suffix === undefined && !this.operatorFollows()) return path ? valuePathOf(path, [filter]) : NEVER;
    const compared = path && (suffix === undefined ? path : resolveSubAttribute(suffix, path));
    if (path && !compared) this.scanner.fail('there is no such sub-attribute');
    const comparison = this.comparison(compared);
    if (!path) return NEVER;
    // `ne` beyond the brackets still speaks of the element that the brackets found.
    return valuePathOf(path, filter.kind === 'and' ? [...filter.operands, comparison] : [filter, comparison]);
  }

  private inside(path: AttributePath | undefined): Filter {
    if (path && (path.subAttribute || !path.attribute.subAttributes)) {
      this.scanner.fail('only a complex attribute takes a value filter');
    }
    const outer = this.resolve;
    this.resolve = (name) => path && resolveSubAttribute(name, path);
    const filter = this.disjunction();
    this.resolve = outer;
    return filter;
  }

  private operatorFollows(): boolean {
    return this.scanner.peekWord((word) => word === 'pr' || OPERATORS.has(word));
  }
}

function valuePathOf(path: AttributePath, operands: readonly Filter[]): ValuePathFilter {
  return { kind: 'valuePath', path, filter: operands.length === 1 ? operands[0]! : { kind: 'and', operands } };
}

/** A comparison with an attribute that has no value. */
function absent(operator: CompareOperator, value: unknown): Filter {
  const holds = operator === 'ne' ? value !== null : operator === 'eq' && value === null;
  return holds ? { kind: 'not', operand: NEVER } : NEVER;
}
