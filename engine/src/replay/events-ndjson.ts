import type { PostedEvent, Text } from "@sopflow/schemas";
import { parseInstant } from "../core/time/index.js";
import { checkPosted } from "../worker/posted-event.js";
import type { BadRows } from "./bad-rows.js";
import { decodeText, type TextSource } from "./decode-text.js";
import type { ReplayEvent } from "./replay-event.js";
import { ROW_PROBLEMS } from "./row-problems.js";

/** Longest line that can hold an event: 16 kB of it, and escapes of every character. */
const MAX_LINE_CHARS = 1 << 17;

/**
 * Lines of a text, numbered from 1, empty ones left out. Of a line that is too long to hold an event only the beginning
 * is kept: a file that is one endless line is neither held in memory nor looked through again with each piece.
 */
export async function* readLines(source: TextSource): AsyncGenerator<{ line: number; text: string }> {
  let text = "";
  let line = 1;
  for await (const piece of decodeText(source)) {
    const [first = "", ...others] = piece.split("\n");
    if (text.length <= MAX_LINE_CHARS) text += first;
    for (const next of others) {
      if (text.trim() !== "") yield { line, text };
      line += 1;
      text = next;
    }
  }
  if (text.trim() !== "") yield { line, text };
}

/**
 * Reads one posted event per line, as `sopflow export` writes them and `POST /v1/events` takes them. Lines that are no
 * event go to `bad`. Events of the product itself (`task.*`, `tag.*` …) are read too: a log holds them.
 */
export async function* readEventsNdjson(source: TextSource, bad: BadRows): AsyncGenerator<ReplayEvent> {
  for await (const { line, text } of readLines(source)) {
    const event = readEvent(text);
    if ("zh" in event) bad.add(line, event);
    else yield toReplayEvent(event, line);
  }
}

function readEvent(text: string): PostedEvent | Text {
  if (text.length > MAX_LINE_CHARS) return ROW_PROBLEMS.tooLong("event", MAX_LINE_CHARS);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return ROW_PROBLEMS.json(error instanceof Error ? error.message : String(error));
  }
  // History is never in the future: it is received when it happened.
  const checked = checkPosted(json, { origin: "system", received: Number.POSITIVE_INFINITY });
  return checked.status === "ok" ? checked.event : checked.message;
}

function toReplayEvent({ id, source, type, customer, at, props, history }: PostedEvent, line: number): ReplayEvent {
  const ms = parseInstant(at) ?? 0; // the schema has checked the instant
  return { id, source, type, customer, at: ms, props, line, ...(history === true ? { history } : {}) };
}
