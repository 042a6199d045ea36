/** The kernel's only door: SCIM (RFC 7643, 7644, 9865) as data and pure functions. */
export * from './error.js';
export * from './resource/parse-json.js';
export type * from './resource/resource.js';
export type * from './filter/ast.js';
export { parseDateTime } from './filter/date-time.js';
export { elementMatches, matches } from './filter/evaluate-filter.js';
export { compareKeys, comparisonKey, fold } from './filter/key.js';
export { parseFilter, type ParseOptions } from './filter/parse-filter.js';
export { printFilter } from './filter/print-filter.js';
export { sortKey } from './filter/sort-key.js';
export { simplePath, storageName, type AttributePath } from './path/attribute-path.js';
export { resolveAttributePath } from './path/parse-attribute-path.js';
export { parsePatchPath, type PatchPath } from './path/parse-patch-path.js';
