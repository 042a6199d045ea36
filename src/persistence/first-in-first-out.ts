/** Lets one piece of work run at a time, in the order in which it came. */
export class FirstInFirstOut {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    // The next one's turn comes however this one ends; who asked for this one hears how.
    this.last = turn.then(nothing, nothing);
    return turn;
  }
}

function nothing(): void {
  return undefined;
}
