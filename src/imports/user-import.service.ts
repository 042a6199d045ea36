import { setImmediate as otherRequests } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { InputValidationPipe } from '../admin-api/input-validation.pipe.js';
import { InvalidInputError, type FieldError } from '../admin-api/problem.js';
import { AccountUsersService } from '../directory/account-users.service.js';
import { NewUserDto } from '../directory/users.dto.js';
import type { Principal } from '../identity/principal.js';
import type { Progress } from '../jobs/job.service.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { fold, ForbiddenError, InvalidValueError, UniquenessError } from '../scim/index.js';
import { readLines, type ImportFormat, type ImportLine } from './import-lines.js';

/** Passwords are no matter of files: people set them by a link. */
export class ImportedUserDto extends OmitType(NewUserDto, ['password'] as const) {}

export interface ImportOptions {
  readonly format: ImportFormat;
  /** Changes nothing, and says what would happen. */
  readonly dryRun: boolean;
  /** One faulty line, and nobody is created. */
  readonly allOrNothing: boolean;
}

/** A line from which no user came, or would come. */
export interface LineFault {
  readonly line: number;
  readonly errors: readonly FieldError[];
}

/** What came of an import. */
export interface ImportReport {
  readonly dryRun: boolean;
  readonly lines: number;
  /** Users who were created, or in a dry run would be. */
  readonly created: number;
  readonly faulty: number;
  /** The first thousand of them. */
  readonly faults: readonly LineFault[];
}

interface CheckedLine {
  readonly number: number;
  readonly user: ImportedUserDto;
}

/** Users that are created at the same time: with the embedded database they share one commit. */
const SLICE = 50;
/** Lines after which requests get a turn: the embedded database never waits, and a transaction on it would let none in. */
const TURN = 10;
const MOST_FAULTS = 1_000;

/** Brings an enterprise's existing accounts in, before the first sync. */
@Injectable()
export class UserImportService {
  private readonly pipe = new InputValidationPipe();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly users: AccountUsersService,
  ) {}

  /**
   * Checks all lines, and then creates users from those that are right, or from none.
   * @param progress counts each line twice in all: once checked, once created
   * @throws InvalidInputError for a file that cannot be read
   */
  async run(
    caller: Principal,
    text: string,
    options: ImportOptions,
    progress: Progress,
  ): Promise<ImportReport> {
    const lines = readLines(text, options.format);
    const faults: LineFault[] = [];
    const right = await this.check(caller, lines, faults, progress);
    const isOff = options.dryRun || (options.allOrNothing && faults.length > 0);
    const step = (count: number) => progress(lines.length + count, 2 * lines.length);
    if (!isOff && options.allOrNothing) await this.createAll(caller, right, step);
    if (!isOff && !options.allOrNothing) await this.createEach(caller, right, faults, step);
    step(lines.length);
    const created = options.allOrNothing && faults.length > 0 ? 0 : lines.length - faults.length;
    const sorted = faults.sort((a, b) => a.line - b.line).slice(0, MOST_FAULTS);
    return { dryRun: options.dryRun, lines: lines.length, created, faulty: faults.length, faults: sorted };
  }

  private async check(
    caller: Principal,
    lines: readonly ImportLine[],
    faults: LineFault[],
    progress: Progress,
  ): Promise<CheckedLine[]> {
    const right: CheckedLine[] = [];
    const names = new Map<string, number>();
    for await (const [index, { number, user, errors }] of inTurns(lines)) {
      progress(index, 2 * lines.length);
      try {
        if (errors.length > 0) throw new InvalidInputError(errors);
        const valid = (await this.pipe.transform(user, {
          type: 'body',
          metatype: ImportedUserDto,
        })) as ImportedUserDto;
        assertFirst(names, valid.userName, number);
        await this.users.assertCreatable(caller, valid);
        right.push({ number, user: valid });
      } catch (error) {
        faults.push({ line: number, errors: faultsOf(error) });
      }
    }
    return right;
  }

  /** In one transaction: nobody sees half of it. @throws UniquenessError when somebody else has taken a name meanwhile */
  private createAll(
    caller: Principal,
    lines: readonly CheckedLine[],
    step: (count: number) => void,
  ): Promise<void> {
    return this.unit.write(async () => {
      for await (const [index, { user }] of inTurns(lines)) {
        step(index);
        await this.users.createUnseen(caller, user);
      }
    });
  }

  private async createEach(
    caller: Principal,
    lines: readonly CheckedLine[],
    faults: LineFault[],
    step: (count: number) => void,
  ): Promise<void> {
    for (let start = 0; start < lines.length; start += SLICE) {
      step(start);
      const slice = lines.slice(start, start + SLICE);
      const results = await Promise.allSettled(
        slice.map(({ user }) => this.users.createUnseen(caller, user)),
      );
      for (const [index, result] of results.entries()) {
        if (result.status === 'rejected')
          faults.push({ line: slice[index]!.number, errors: faultsOf(result.reason) });
      }
    }
  }
}

/** The items with their places; now and then requests come in between. */
async function* inTurns<T>(items: readonly T[]): AsyncGenerator<[number, T]> {
  for (const [index, item] of items.entries()) {
    if (index % TURN === 0) await otherRequests();
    yield [index, item];
  }
}

/** @throws InvalidInputError when an earlier line has the name */
function assertFirst(names: Map<string, number>, userName: string, number: number): void {
  const key = fold(userName.trim(), false);
  const earlier = names.get(key);
  if (earlier !== undefined) {
    throw new InvalidInputError([{ path: 'userName', message: `stands in line ${earlier} already` }]);
  }
  names.set(key, number);
}

function faultsOf(error: unknown): readonly FieldError[] {
  if (error instanceof InvalidInputError) return error.errors ?? [];
  if (error instanceof ForbiddenError) return [{ path: 'roles', message: error.detail }];
  if (error instanceof UniquenessError) return [{ path: 'userName', message: error.detail }];
  if (error instanceof InvalidValueError) return [{ path: '', message: error.detail }];
  throw error;
}
