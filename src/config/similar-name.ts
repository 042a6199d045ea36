/** Names that are set, are not known, and are a slip of at most two letters away from one that is. */
export function similarTo(set: readonly string[], known: readonly string[]): [set: string, meant: string][] {
  return set
    .filter((name) => name.length >= 6 && !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((candidate) => distance(name, candidate) <= 2);
      return meant === undefined ? [] : [[name, meant] as [string, string]];
    });
}

/** Levenshtein's distance, row by row. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
