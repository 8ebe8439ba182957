import type { Schedule } from "./scheduler.js";

/** Time that passes only when a test says so. */
export function makeManualTime() {
  let now = 0;
  let planned: { at: number; callback: () => void }[] = [];
  const schedule: Schedule = (delayMs, callback) => {
    const entry = { at: now + delayMs, callback };
    planned.push(entry);
    return () => {
      planned = planned.filter((other) => other !== entry);
    };
  };
  return {
    schedule,
    now: () => now,
    waiting: () => planned.length,
    pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const next = [...planned].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        planned = planned.filter((other) => other !== next);
        now = next.at;
        next.callback();
      }
      now = end;
    },
  };
}

/** Lets promises that are settled call back. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}
