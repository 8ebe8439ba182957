/**
 * Runs jobs one after another: each save of brand data reads the whole, changes a part and writes the whole back, so two
 * at once would lose one. One process serves a brand, so a queue in memory is enough.
 */
export function oneAtATime(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = last.then(job, job);
    last = next.catch(() => undefined);
    return next;
  };
}
