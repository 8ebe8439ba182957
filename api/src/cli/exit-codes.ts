/** What a command tells its caller. */
export const EXIT = {
  good: 0,
  /** The input is bad: flow, file, rows. */
  badInput: 1,
  /** Wrong usage: an unknown option, a missing argument, an impossible setting. */
  usage: 2,
  /** It could not be done: port, permissions, disk. */
  failure: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
