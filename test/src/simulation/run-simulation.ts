import { simulate } from "./simulate.js";

const DAYS = 120;

/** `--seed N [--days D]`: plays one story and prints what happens; throws when something that must hold does not. */
export async function runSimulation(args: readonly string[], print: (line: string) => void): Promise<void> {
  const value = (name: string) => {
    const at = args.indexOf(`--${name}`);
    const number = at < 0 ? undefined : Number(args[at + 1]);
    if (number !== undefined && !Number.isSafeInteger(number)) throw new Error(`--${name} takes a whole number`);
    return number;
  };
  const seed = value("seed");
  if (seed === undefined) throw new Error("give a seed: npm run simulate -- --seed N [--days D]");
  const report = await simulate({ seed, days: value("days") ?? DAYS, tell: print });
  print(JSON.stringify(report));
}
