import { TooManyError } from '../error.js';
import type { Filter } from '../filter/ast.js';
import { MAX_PATCH_COMPARISONS } from '../schema/bounds.js';
import type { AttributeOperation, Target } from './target.js';

/**
 * How many comparisons one request has caused: a thousand operations, each with a long filter, on thousands of
 * elements would hold everybody up for minutes.
 */
export class Effort {
  private comparisons = 0;

  /** @throws TooManyError when it is more than a request may cause */
  spend(elements: number, { filter }: Target, operation: AttributeOperation): void {
    const listed = operation.op === 'remove' && Array.isArray(operation.listed) ? operation.listed.length : 1;
    this.comparisons += elements * (filter ? termsOf(filter) : listed);
    if (this.comparisons > MAX_PATCH_COMPARISONS) {
      throw new TooManyError('The operations compare too many values: send them in several requests');
    }
  }
}

function termsOf(filter: Filter): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.reduce((sum, operand) => sum + termsOf(operand), 1);
    case 'not':
      return termsOf(filter.operand);
    case 'valuePath':
      return termsOf(filter.filter);
    case 'comparison':
    case 'presence':
      return 1;
  }
}
