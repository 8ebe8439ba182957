import { parseInstant } from "@sopflow/engine/core";
import { InvalidArgumentError } from "commander";

/** An instant with offset, as epoch ms; a wrong one is wrong usage. */
export function instant(text: string): number {
  const ms = parseInstant(text);
  if (ms === undefined)
    throw new InvalidArgumentError("use an instant with offset, such as 2026-06-18T09:00:00+08:00.");
  return ms;
}

/** A whole number from 1. */
export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("use a whole number from 1.");
  return value;
}

/** A port, 0-65535; 0 asks for any free one. */
export function portNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError("use a port, 0-65535.");
  }
  return value;
}
