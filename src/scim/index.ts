/** The kernel's only door: SCIM (RFC 7643, 7644, 9865) as data and pure functions. */
export * from './error.js';
export * from './resource/parse-json.js';
export type * from './resource/resource.js';
