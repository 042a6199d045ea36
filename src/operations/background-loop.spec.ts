import { setImmediate as turn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackgroundLoop } from './background-loop.js';
import { findContext, runInContext, SYSTEM } from './request-context.js';

const DELAY = 100;
const SWEEP = 5_000;

describe('Work beside the requests', () => {
  const done: string[] = [];
  let left: string[] = [];
  let work: (key: string) => Promise<void>;
  let loop: BackgroundLoop<string>;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    Logger.overrideLogger(false);
    done.length = 0;
    left = [];
    work = (key) => {
      done.push(key);
      return Promise.resolve();
    };
    loop = new BackgroundLoop<string>({
      name: 'Test',
      delay: DELAY,
      sweep: SWEEP,
      find: () => Promise.resolve(left.splice(0)),
      work: (key) => work(key),
    });
  });
  afterEach(async () => {
    await loop.stop();
    vi.useRealTimers();
    Logger.overrideLogger(undefined as never);
  });

  async function pass(milliseconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
    for (let turns = 0; turns < 5; turns++) await turn();
  }

  it('makes many notices one, a while after the first', async () => {
    for (const key of ['a', 'b', 'a', 'a']) loop.notify(key);
    await pass(DELAY - 1);
    expect(done).toEqual([]);
    await pass(1);
    expect(done).toEqual(['a', 'b']);
  });

  it('does again what notice is given of while it is done', async () => {
    work = (key) => {
      done.push(key);
      if (done.length === 1) loop.notify(key);
      return Promise.resolve();
    };
    loop.notify('a');
    await pass(DELAY);
    await pass(DELAY);
    expect(done).toEqual(['a', 'a']);
  });

  it('finds what a killed server has left, at the start and by looking', async () => {
    left = ['old'];
    loop.start();
    await pass(DELAY);
    left = ['later'];
    await pass(SWEEP + DELAY);
    expect(done).toEqual(['old', 'later']);
  });

  it('does one after the other, and goes on after one that fails', async () => {
    let finish = (): void => undefined;
    work = (key) => {
      done.push(key);
      if (key === 'bad') return Promise.reject(new Error('bad'));
      return new Promise((resolve) => (finish = resolve));
    };
    loop.notify('slow');
    loop.notify('bad');
    loop.notify('next');
    await pass(DELAY + SWEEP);
    expect(done).toEqual(['slow']);
    finish();
    await pass(0);
    expect(done).toEqual(['slow', 'bad', 'next']);
    finish();
  });

  it('ends once all is done that notice was given of', async () => {
    loop.start();
    loop.notify('a');
    await loop.stop();
    expect(done).toEqual(['a']);
    loop.notify('late');
    await pass(SWEEP + DELAY);
    expect(done).toEqual(['a']);
  });

  it('is done in the context of no request', async () => {
    const contexts: unknown[] = [];
    work = () => Promise.resolve(void contexts.push(findContext()));
    runInContext({ requestId: 'r', ip: null, actor: SYSTEM }, () => loop.notify('a'));
    await pass(DELAY);
    expect(contexts).toEqual([undefined]);
  });
});
