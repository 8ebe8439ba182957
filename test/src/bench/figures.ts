/** The middle of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that `share` of all measurements do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** A number given on the command's environment, for smaller or longer runs: `SOPFLOW_BENCH_<NAME>`. */
export const sizeOf = (name: string, usual: number): number => Number(process.env[`SOPFLOW_BENCH_${name}`] ?? usual);

/** Starts to count processor time of all threads; the answer tells it in seconds. */
export function startCpu(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}
