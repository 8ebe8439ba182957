// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
});
afterEach(() => void vi.useRealTimers());

/** A check that is there at the given attempt; each test has the module as a page that was just opened. */
async function open(thereAt: number) {
  const { loadCheck } = await import("./late-check.js");
  const told: string[] = [];
  let attempts = 0;
  const fetchCode = async () => {
    attempts++;
    if (attempts < thereAt) throw new TypeError("Failed to fetch");
    return { checkDraft: () => [] };
  };
  const stop = loadCheck({ onLoaded: () => told.push("loaded"), onTried: () => told.push("tried"), fetchCode });
  await vi.advanceTimersByTimeAsync(0);
  return { stop, told, attempts: () => attempts };
}

it("tells when the check is there", async () => {
  const { told } = await open(1);
  expect(told).toEqual(["loaded", "tried"]);
});

it("tries again when it could not be fetched, and lets others come meanwhile", async () => {
  const { told } = await open(3);
  expect(told).toEqual(["tried"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual(["tried", "loaded"]);
});

it("does not wait once the browser is online again", async () => {
  const { told } = await open(2);
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(["tried", "loaded"]);
});

it("stops with the page", async () => {
  const { stop, told, attempts } = await open(9);
  stop();
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([told, attempts()]).toEqual([["tried"], 1]);
});
