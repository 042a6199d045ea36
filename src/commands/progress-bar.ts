import { Presets, SingleBar } from 'cli-progress';

/** How far work is. */
type Tell = (done: number, total: number) => void;

/** Shows progress on a terminal only: elsewhere it would fill logs. */
export async function withProgressBar<T>(work: (progress: Tell) => Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) return work(() => undefined);
  const bar = new SingleBar(
    { format: '{bar} {percentage} %', stream: process.stderr },
    Presets.shades_classic,
  );
  bar.start(1, 0);
  try {
    return await work((done, total) => {
      bar.setTotal(total);
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}
