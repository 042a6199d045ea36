/** How the API's description writes fields that may be null: OpenAPI 3.1 has unions of types for it. */
export const NULLABLE_STRING = { anyOf: [{ type: 'string' }, { type: 'null' }] };
export const NULLABLE_TIME = { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] };
