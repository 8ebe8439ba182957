/** A stage that ended badly: one line for the person, and the tool's own output where that helps. */
export class StageFailure extends Error {
  /**
   * @param {string} message
   * @param {string} [output]
   */
  constructor(message, output) {
    super(message);
    this.name = "StageFailure";
    this.output = output;
  }
}

/**
 * Runs one stage and gives it one line: its name, then the seconds it took or that it failed.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function runStage(name, work) {
  const started = performance.now();
  process.stdout.write(`${name} … `);
  try {
    const result = await work();
    process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
}

/**
 * Prints why a stage failed and returns the exit code for it. Anything else than a `StageFailure` is a bug: its stack.
 *
 * @param {unknown} error
 */
export function reportFailure(error) {
  if (!(error instanceof StageFailure)) {
    console.error(error);
  } else {
    if (error.output) process.stderr.write(error.output.endsWith("\n") ? error.output : `${error.output}\n`);
    console.error(error.message);
  }
  return 1;
}
