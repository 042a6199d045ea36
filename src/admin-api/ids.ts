import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayUnique, IsArray, IsString } from 'class-validator';
import { InvalidInputError } from './problem.js';

/** Errors that one answer names. */
const MOST_ERRORS = 20;

/** Ids, each once. Whether one could be an id at all is no question of its own: what names nothing is unknown. */
export const Ids = (most: number): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(most), ArrayUnique(), IsString({ each: true }));

/** @throws InvalidInputError that names each of the ids, by its place, which is not among those known */
export function assertAllKnown(path: string, ids: readonly string[], known: ReadonlySet<string>): void {
  const places = ids.flatMap((id, place) => (known.has(id) ? [] : [place]));
  if (places.length === 0) return;
  throw new InvalidInputError(
    places.slice(0, MOST_ERRORS).map((place) => ({ path: `${path}[${place}]`, message: 'is not known' })),
  );
}
