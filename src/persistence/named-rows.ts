/**
 * The condition on rows that ids name: the tenant is the first placeholder's, the ids follow. The plus
 * takes the tenant out of the choice of an index: from five ids on SQLite would go through all that the tenant has.
 * @param alias of the table
 */
export function namedRows(alias: string, ids: readonly string[]): string {
  return `+${alias}.tenant_id = ? AND ${alias}.id IN (${placesFor(ids)})`;
}

/** As many placeholders; `IN ()` is no SQL on MySQL: nothing equals NULL. */
export function placesFor(values: readonly unknown[]): string {
  return values.length === 0 ? 'NULL' : values.map(() => '?').join(', ');
}
