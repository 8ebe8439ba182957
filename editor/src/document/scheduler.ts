/** Calls back later; the answer cancels it. The browser's timers in the product, a hand-driven list in tests. */
export type Schedule = (delayMs: number, callback: () => void) => () => void;

export const browserSchedule: Schedule = (delayMs, callback) => {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
};
