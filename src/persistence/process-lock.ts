import BetterSqlite3 from 'better-sqlite3';

/** Another process has the database file open. */
export class DatabaseInUseError extends Error {}

/**
 * Holds the embedded database for this process alone: two servers on one file would not see each other's queue of
 * writes. The lock is one on a small file beside the database that the operating system lets go of when the
 * process ends, however it ends.
 */
export class ProcessLock {
  private constructor(private readonly lock: BetterSqlite3.Database) {}

  /** @throws DatabaseInUseError */
  static take(databaseFile: string): ProcessLock {
    const lock = new BetterSqlite3(`${databaseFile}-lock`, { timeout: 0 });
    try {
      lock.pragma('locking_mode = EXCLUSIVE');
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
        throw new DatabaseInUseError(
          `Another Rollcall process is using ${databaseFile}. Stop it first, or give this one its own DATA_DIR.`,
        );
      }
      throw error;
    }
    return new ProcessLock(lock);
  }

  release(): void {
    this.lock.close();
  }
}
