const TIME = /^([01]?\d|2[0-3])\s*[:：.]?\s*([0-5]\d)$/;

/** A time of day as people type it (`9:30`, `0930`, `9：30`), as `HH:mm`; undefined while it is none. */
export function readTime(text: string): string | undefined {
  const match = TIME.exec(text.trim());
  if (match === null) return undefined;
  return `${(match[1] ?? "").padStart(2, "0")}:${match[2] ?? ""}`;
}
