import { afterEach, describe, expect, it } from "vitest";
import { type CliBench, startCliBench } from "./test-io.testkit.js";

let bench: CliBench | undefined;
afterEach(() => bench?.close());

describe("sopflow wecom-sim", () => {
  it("says where it listens, answers, and stops when asked to", async () => {
    bench = startCliBench();
    const running = bench.start("wecom-sim", "--port", "0");
    const url = /http:\/\/\S+/.exec(await running.line)?.[0] ?? "";
    const answer = await fetch(`${url}/cgi-bin/gettoken?corpid=none`);
    expect(await answer.json()).toMatchObject({ errcode: 40_013 });
    running.stop();
    expect((await running.done).exit).toBe(0);
  });
  it("refuses impossible settings as wrong usage", async () => {
    bench = startCliBench();
    expect(await bench.run("wecom-sim", "--port", "http")).toMatchObject({ exit: 2 });
    expect(await bench.run("wecom-sim", "--callback", "localhost")).toMatchObject({ exit: 2 });
    const keyless = await bench.run("wecom-sim", "--product", "http://127.0.0.1:4870");
    expect(keyless).toMatchObject({ exit: 2, err: expect.stringContaining("--product-key") });
  });
  it("fails clearly when the port is taken", async () => {
    bench = startCliBench();
    const first = bench.start("wecom-sim", "--port", "0");
    const port = /:(\d+) /.exec(await first.line)?.[1] ?? "";
    expect(await bench.run("wecom-sim", "--port", port)).toMatchObject({ exit: 3, err: expect.stringContaining(port) });
    first.stop();
    await first.done;
  });
});
