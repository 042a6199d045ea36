import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeFailure } from './failure.js';
import { LARGE_BODY, LargeBodies } from './large-bodies.js';
import { OverloadedError } from './overloaded-error.js';

/** Of a response, what matters here: whether it has ended. */
function openResponse(closed = false): ServerResponse & EventEmitter {
  return Object.assign(new EventEmitter(), { closed }) as unknown as ServerResponse & EventEmitter;
}

describe('Room for large bodies', () => {
  let bodies: LargeBodies;
  const admitted: string[] = [];
  const admit = (name: string, megabytes: number, response = openResponse()): Promise<void> =>
    bodies.admit(megabytes * LARGE_BODY, response).then(() => void admitted.push(name));

  beforeEach(() => {
    vi.useFakeTimers();
    bodies = new LargeBodies();
    admitted.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  it('is there for some at once, and for the next when an answer has left', async () => {
    const first = openResponse();
    await admit('first', 10, first);
    await admit('second', 6);
    const third = admit('third', 10);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(admitted).toEqual(['first', 'second']);
    first.emit('close');
    await third;
    expect(admitted).toEqual(['first', 'second', 'third']);
  });

  it('is there for one that is larger than all of it, alone', async () => {
    const small = openResponse();
    await admit('small', 2, small);
    const larger = admit('larger', 100);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(admitted).toEqual(['small']);
    small.emit('close');
    await larger;
  });

  it('is not kept for whoever has gone while they waited', async () => {
    const first = openResponse();
    await admit('first', 16, first);
    const gone = admit('gone', 16, openResponse(true));
    const next = admit('next', 16);
    first.emit('close');
    await Promise.all([gone, next]);
    expect(admitted).toEqual(['first', 'gone', 'next']);
  });

  it('is waited for as long as clients wait; then they are asked to come again', async () => {
    await admit('first', 16);
    const refused = admit('second', 16).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(25_000);
    const error = await refused;
    expect(error).toBeInstanceOf(OverloadedError);
    expect(describeFailure(error)).toEqual({
      status: 503,
      code: 'busy',
      detail: 'Too many large requests at once: try again later',
      headers: { 'Retry-After': '5' },
    });
  });
});
