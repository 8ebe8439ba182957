import { describe, expect, it } from "vitest";
import { EventStream } from "./event-stream.js";

describe("an event stream", () => {
  it("writes events and beats in the form browsers read", async () => {
    const stream = new EventStream();
    stream.send("live", { text: "a\nb" });
    stream.beat();
    stream.end();
    let text = "";
    for await (const piece of stream) text += piece;
    expect(text).toBe('event: live\ndata: {"text":"a\\nb"}\n\n: still here\n\n');
  });

  it("cuts off a reader that does not read", () => {
    const stream = new EventStream();
    for (let i = 0; i < 40 && !stream.destroyed; i++) stream.send("live", "x".repeat(100_000));
    expect(stream.destroyed).toBe(true);
    expect(() => stream.send("live", 1)).not.toThrow();
  });
});
