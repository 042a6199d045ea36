import { TableForeignKey, TableIndex } from 'typeorm';

export function index(name: string, ...columnNames: string[]): TableIndex {
  return new TableIndex({ name, columnNames });
}

export function unique(name: string, ...columnNames: string[]): TableIndex {
  return new TableIndex({ name, columnNames, isUnique: true });
}

/** A row of a tenant; the tenant stays as long as it has rows. */
export function tenant(name: string): TableForeignKey {
  return references(name, 'tenant_id', 'tenants', 'NO ACTION');
}

/** What belongs to another row goes with it. */
export function owned(name: string, columnName: string, tableName = 'resources'): TableForeignKey {
  return references(name, columnName, tableName, 'CASCADE');
}

/** Says what is the default, too: MariaDB reports another word for it where it is not said. */
function references(
  name: string,
  columnName: string,
  tableName: string,
  onDelete: 'CASCADE' | 'NO ACTION',
): TableForeignKey {
  return new TableForeignKey({
    name,
    columnNames: [columnName],
    referencedTableName: tableName,
    referencedColumnNames: ['id'],
    onDelete,
    onUpdate: 'NO ACTION',
  });
}
