import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';
import type { Database } from '../../src/persistence/database.js';
import { openDatabase } from '../../src/persistence/persistence.module.js';
import { engines, type TestDatabase } from '../support/engines.js';

describe.each(engines())('Migrations on $name', (engine) => {
  let place: TestDatabase;
  const open: Database[] = [];
  const openIt = async (): Promise<Database> => {
    const database = await openDatabase(place.url);
    open.push(database);
    return database;
  };

  beforeEach(async () => {
    place = await engine.createDatabase();
  });
  afterEach(async () => {
    for (const database of open.splice(0)) await database.close();
    await place.drop();
  });

  it('make what the entities say: tables, columns, indexes and foreign keys', async () => {
    const { dataSource } = await openIt();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    // … and the comparison would notice: one index less is a difference.
    const [index] = dataSource.entityMetadatas.flatMap(({ indices }) => indices);
    await dataSource.query(
      engine.name === 'SQLite'
        ? `DROP INDEX "${index!.name}"`
        : `DROP INDEX \`${index!.name}\` ON \`${index!.entityMetadata.tableName}\``,
    );
    expect((await dataSource.driver.createSchemaBuilder().log()).upQueries).not.toEqual([]);
  });

  it('give each foreign key an index that begins with it: what goes with a row is found, not searched for', async () => {
    const { dataSource } = await openIt();
    const bare = dataSource.entityMetadatas.flatMap(({ foreignKeys, indices, primaryColumns, tableName }) => {
      const firsts = new Set([
        ...indices.map(({ columns }) => columns[0]!.databaseName),
        primaryColumns[0]!.databaseName,
      ]);
      return foreignKeys
        .filter(({ columnNames, onDelete }) => onDelete === 'CASCADE' && !firsts.has(columnNames[0]!))
        .map(({ columnNames }) => `${tableName}.${columnNames[0]!}`);
    });
    expect(bare).toEqual([]);
  });

  it('run once, in their order', async () => {
    const { dataSource } = await openIt();
    const done = async (): Promise<string[]> =>
      (await dataSource.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id')).map(
        ({ name }) => name,
      );
    expect(await done()).toEqual(migrations.map(({ name }) => name));
    await dataSource.runMigrations();
    expect(await done()).toHaveLength(migrations.length);
  });

  it('can be taken back to nothing and made again', async () => {
    const { dataSource } = await openIt();
    for (let index = 0; index < migrations.length; index++) await dataSource.undoLastMigration();
    await dataSource.runMigrations();
    expect((await dataSource.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
  });

  if (engine.name === 'SQLite') return;

  it('are run by one of several replicas that start together', async () => {
    await Promise.all([openIt(), openIt(), openIt()]);
    const rows = await open[0]!.dataSource.query<unknown[]>('SELECT name FROM migrations');
    expect(rows).toHaveLength(migrations.length);
  });

  it('leave no text to a collation: bytes decide everywhere, and a blank at the end is one', async () => {
    const { dataSource } = await openIt();
    const columns = await dataSource.query<{ collation: string; columns: string }[]>(
      `SELECT collation_name AS collation, COUNT(*) AS columns FROM information_schema.columns
       WHERE table_schema = DATABASE() AND collation_name IS NOT NULL AND table_name <> 'migrations'
       GROUP BY collation_name`,
    );
    expect(columns.reduce((sum, { columns: some }) => sum + Number(some), 0)).toBeGreaterThan(30);
    for (const { collation } of columns) {
      const equal = (other: string): string => `_utf8mb4'a' = _utf8mb4'${other}' COLLATE ${collation}`;
      const [row] = await dataSource.query<object[]>(
        `SELECT ${equal('a')} AS same, ${equal('a ')} AS padded, ${equal('A')} AS capital, ${equal('á')} AS accented`,
      );
      expect({ ...row }).toEqual({ same: 1, padded: 0, capital: 0, accented: 0 });
    }
  });
});
