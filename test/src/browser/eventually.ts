import { expect } from "vitest";

/** How long a page or the server may take to come to what it must show, ms; a loaded machine is slow. */
export const PATIENCE_MS = 15_000;

/** Expects something of a value that is asked for again until it holds. */
export const eventually: typeof expect.poll = (read) => expect.poll(read, { timeout: PATIENCE_MS });
