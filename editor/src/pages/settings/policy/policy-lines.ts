import type { ContactPolicy } from "@sopflow/schemas";

/*
 * Lists of the contact policy as a person writes them, one entry a line. Each reader gives undefined for a line that it
 * cannot understand; what the lines say is checked by the schema afterwards.
 */

type Persona = ContactPolicy["personaWindows"][number];
type Blackout = ContactPolicy["blackouts"][number];

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** `老人: 09:00-11:30, 15:00-19:30`; several tags with a comma between them. */
export const writePersonas = (personas: readonly Persona[]): string =>
  personas
    .map(({ tags, windows }) => `${tags.join("、")}: ${windows.map(({ start, end }) => `${start}-${end}`).join(", ")}`)
    .join("\n");

export function readPersonas(text: string): Persona[] | undefined {
  const personas: Persona[] = [];
  for (const line of lines(text)) {
    const [, names = "", hours = ""] = /^([^:：]+)[:：](.+)$/.exec(line) ?? [];
    const tags = names.split(/[、,，]/).flatMap((tag) => tag.trim() || []);
    const windows = hours.split(/[、,，]/).map((part) => /^(\d\d:\d\d)\s*[-–~～]\s*(\d\d:\d\d)$/.exec(part.trim()));
    if (tags.length === 0 || windows.some((found) => found === null)) return undefined;
    personas.push({ tags, windows: windows.map((found) => ({ start: found?.[1] ?? "", end: found?.[2] ?? "" })) });
  }
  return personas;
}

export const writeDates = (dates: readonly string[]): string => dates.join("\n");
export const readDates = (text: string): string[] => text.split(/[\s、,，]+/).filter((date) => date !== "");

/** `2026-02-16 ~ 2026-02-22 春节`; a single date is its own end. */
export const writeBlackouts = (blackouts: readonly Blackout[]): string =>
  blackouts.map(({ from, to, reason }) => `${from === to ? from : `${from} ~ ${to}`} ${reason}`.trim()).join("\n");

export function readBlackouts(text: string): Blackout[] | undefined {
  const found = lines(text).map((line) =>
    /^(\d{4}-\d\d-\d\d)(?:\s*[~～]\s*(\d{4}-\d\d-\d\d))?(?:\s+(.*))?$/.exec(line),
  );
  if (found.some((one) => one === null)) return undefined;
  return found.map((one) => ({ from: one?.[1] ?? "", to: one?.[2] ?? one?.[1] ?? "", reason: one?.[3] ?? "" }));
}
