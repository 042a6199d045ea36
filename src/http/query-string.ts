import { parse, type ParsedUrlQuery } from 'node:querystring';

/**
 * Reads a query string into an object without a prototype; a repeated parameter becomes an array. All parameters
 * are read: Node stops at a thousand, and a filter that is dropped would select everything.
 */
export function readQueryString(text: string | undefined): ParsedUrlQuery {
  return parse(text ?? '', '&', '=', { maxKeys: 0 });
}
