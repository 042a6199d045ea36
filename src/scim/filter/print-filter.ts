import type { AttributePath } from '../path/attribute-path.js';
import type { Comparison, Filter } from './ast.js';
import { formatDateTime } from './date-time.js';

/** Writes a filter, read from text for one resource type, so that parsing it again gives the same tree. */
export function printFilter(filter: Filter): string {
  return print(filter, (path) => printPath(path));
}

function print(filter: Filter, pathText: (path: AttributePath) => string): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.map((operand) => group(operand, pathText)).join(` ${filter.kind} `);
    case 'not':
      return `not (${print(filter.operand, pathText)})`;
    case 'presence':
      return `${pathText(filter.path)} pr`;
    case 'comparison':
      return `${pathText(filter.path)} ${filter.operator} ${printValue(filter)}`;
    case 'valuePath':
      return `${pathText(filter.path)}[${print(filter.filter, ({ subAttribute }) => subAttribute!.name)}]`;
  }
}

function group(filter: Filter, pathText: (path: AttributePath) => string): string {
  const text = print(filter, pathText);
  return filter.kind === 'and' || filter.kind === 'or' ? `(${text})` : text;
}

function printPath({ extension, attribute, subAttribute }: AttributePath): string {
  const own = subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name;
  return extension === undefined ? own : `${extension}:${own}`;
}

function printValue({ path, value }: Comparison): string {
  const { type } = path.subAttribute ?? path.attribute;
  if (type === 'dateTime') return JSON.stringify(formatDateTime(Number(value)));
  return JSON.stringify(value);
}
