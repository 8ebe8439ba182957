import { linesBy, type PreviewLine } from "@sopflow/engine/core";
import type { PreviewStore } from "./preview-store.js";

/** Moves the slider to a time (epoch ms), within the preview. */
export function moveTo(store: PreviewStore, at: number): void {
  const preview = store.getState().result?.preview;
  if (!preview) return;
  const time = Math.min(Math.max(at, preview.startAt), preview.endAt);
  store.setState({ at: time, count: linesBy(preview, time) });
}

/** To the next moment at which something happens. False when there is none. */
export function moveOn(store: PreviewStore): boolean {
  const { result, at } = store.getState();
  const next = result?.preview?.lines.find((line) => line.at > at);
  if (!next) return false;
  moveTo(store, next.at);
  return true;
}

/** Back to the moment before. */
export function moveBack(store: PreviewStore): boolean {
  const { result, at } = store.getState();
  const before = result?.preview?.lines.findLast((line) => line.at < at);
  if (!before) return false;
  moveTo(store, before.at);
  return true;
}

/** Lines at which playing rests: something to see on the canvas. */
const SHOWS: ReadonlySet<PreviewLine["kind"]> = new Set(["arrived", "task", "ended", "event", "answered", "refused"]);

/** One step of playing: to the next step of the flow, or the next thing that happens. False at the end. */
export function playOn(store: PreviewStore): boolean {
  const { result, count } = store.getState();
  const lines = result?.preview?.lines ?? [];
  let next = count;
  while (next < lines.length && !SHOWS.has(lines[next]?.kind ?? "event")) next += 1;
  if (next >= lines.length) {
    if (result?.preview) moveTo(store, result.preview.endAt);
    return false;
  }
  store.setState({ count: next + 1, at: lines[next]?.at ?? store.getState().at });
  return true;
}
