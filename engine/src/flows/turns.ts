import type { FlowTurn, ResumeChoice } from "@sopflow/schemas";

/** Pauses that people may still have to take into account; somebody on hold for longer counts from the oldest of them. */
const KEPT_RESUMPTIONS = 8;
const DEFAULT_SPREAD_HOURS = 24;

/** The flow is paused from now on. */
export const turnPaused = ({ resumptions }: FlowTurn = {}, at: number): FlowTurn => ({
  ...(resumptions === undefined ? {} : { resumptions }),
  pausedAt: at,
});

/** The pause is over, and what it made late is dealt with in this way. */
export function turnResumed(turn: FlowTurn = {}, at: number, { mode, hours }: ResumeChoice): FlowTurn {
  const spread = mode === "spread" ? { hours: hours ?? DEFAULT_SPREAD_HOURS } : {};
  const resumption = { at, pausedAt: turn.pausedAt ?? at, mode, ...spread };
  return { resumptions: [...(turn.resumptions ?? []), resumption].slice(-KEPT_RESUMPTIONS) };
}

/** The flow ends. People who wait in a pause go on, or everybody leaves. */
export function turnArchived(turn: FlowTurn = {}, at: number, isPaused: boolean, people: "finish" | "exit"): FlowTurn {
  const { resumptions } = isPaused ? turnResumed(turn, at, { mode: "run" }) : turn;
  return { ...(resumptions && { resumptions }), ...(people === "exit" ? { exitAt: at } : {}) };
}
