import { describe, expect, it } from "vitest";
import { BatchSize } from "./batch-size.js";

describe("the size of a batch", () => {
  it("is halved while batches take long, but never gets tiny", () => {
    const size = new BatchSize(512);
    size.took(512, 200);
    expect(size.now).toBe(256);
    for (let i = 0; i < 9; i++) size.took(size.now, 200);
    expect(size.now).toBe(32);
  });

  it("grows again when full batches are quick, up to the most", () => {
    const size = new BatchSize(512);
    for (let i = 0; i < 9; i++) size.took(size.now, 200);
    size.took(5, 1);
    expect(size.now).toBe(32);
    for (let i = 0; i < 9; i++) size.took(size.now, 1);
    expect(size.now).toBe(512);
  });
});
