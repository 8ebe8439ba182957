import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CARE_FLOW } from "../flow-files.testkit.js";
import { type CliBench, startCliBench } from "./test-io.testkit.js";

let cli: CliBench;
beforeEach(() => {
  cli = startCliBench({}, JSON.stringify(CARE_FLOW));
});
afterEach(() => cli.close());

const BROKEN = {
  ...CARE_FLOW,
  edges: [
    { id: "e1", source: "t", sourceHandle: "out", target: "nowhere" },
    { id: "e2", source: "k", sourceHandle: "great", target: "x" },
  ],
};

describe("sopflow validate", () => {
  it("exits 0 for a flow that can be published, from a file or standard input", async () => {
    const good = await cli.run("validate", cli.file("care.json", CARE_FLOW));
    expect(good).toMatchObject({ exit: 0, err: "" });
    expect(good.out).toMatch(/care\.json: ok$/);
    expect(await cli.run("validate", "-", "--json")).toMatchObject({ exit: 0 });
  });

  it("exits 1 and prints every problem with code, node, place and both languages", async () => {
    const bad = await cli.run("validate", cli.file("bad.json", BROKEN));
    expect(bad.exit).toBe(1);
    const lines = bad.out.split("\n");
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines)
      expect(line).toMatch(/bad\.json: (error|warning) \w+\.\w+ at .+: .*\p{Script=Han}.* \/ .+/u);
    const json = JSON.parse((await cli.run("validate", cli.file("bad.json", BROKEN), "--json")).out);
    expect(json.ok).toBe(false);
    expect(json.diagnostics).toHaveLength(lines.length);
  });

  it("takes a file that is no JSON, or not there, for bad input", async () => {
    const noJson = await cli.run("validate", cli.file("x.json", "{"));
    expect([noJson.exit, noJson.out]).toEqual([1, expect.stringContaining("flow.not_json")]);
    const missing = await cli.run("validate", "/no/such/file.json");
    expect([missing.exit, missing.err.split("\n").length]).toEqual([1, 1]);
    expect(missing.err).toContain("there is no such file");
  });
});

describe("sopflow compile", () => {
  it("says each problem on one line, whatever the file holds", async () => {
    const bad = await cli.run("validate", cli.file("plain.txt", "not json\nat all\n"));
    expect([bad.exit, bad.out.split("\n").length]).toEqual([1, 1]);
  });

  it("prints the same bytes for the same flow", async () => {
    const [a, b] = [await cli.run("compile", "-"), await cli.run("compile", cli.file("care.json", CARE_FLOW))];
    expect(a.exit).toBe(0);
    expect(a.out).toBe(b.out);
    expect(JSON.parse(a.out)).toMatchObject({ flowId: "care", version: 1, hash: expect.stringMatching(/^sha256:/) });
    expect(JSON.parse((await cli.run("compile", "-", "--rules")).out)).toEqual(JSON.parse(a.out).rules);
  });

  it("keeps problems off standard output unless a program asks for them", async () => {
    const file = cli.file("bad.json", BROKEN);
    const people = await cli.run("compile", file);
    expect([people.exit, people.out, people.err.length > 0]).toEqual([1, "", true]);
    const program = await cli.run("compile", file, "--json");
    expect(JSON.parse(program.out)).toMatchObject({ ok: false });
  });
});

describe("the command line", () => {
  it("shows help for itself and for every command, on standard output", async () => {
    for (const command of ["", "serve", "validate", "compile", "backtest", "import", "export", "flows", "tasks"]) {
      const help = await cli.run(...[command, "--help"].filter(Boolean));
      expect([command, help.exit, help.err]).toEqual([command, 0, ""]);
      expect(help.out).toContain(`Usage: sopflow ${command}`.trim());
    }
  });

  it("exits 2 on wrong usage and says what is wrong", async () => {
    const wrong = [
      [],
      ["frobnicate"],
      ["validate"],
      ["validate", "x", "--nope"],
      ["tasks", "--state", "lost"],
      ["tasks", "--limit", "none"],
      ["serve", "--port", "99999"],
      ["backtest", "x.json"],
      ["backtest", "x.json", "--orders", "o.csv", "--from", "yesterday"],
    ];
    for (const args of wrong) {
      const result = await cli.run(...args);
      expect([args, result.exit, result.out]).toEqual([args, 2, ""]);
      expect(result.err).not.toBe("");
      expect(result.err).not.toMatch(/\n\s+at /);
    }
  });

  it("exits 2 on an environment that makes no sense", async () => {
    const other = startCliBench({ SOPFLOW_PORT: "many" });
    const result = await other.run("serve");
    other.close();
    expect([result.exit, result.err]).toEqual([2, expect.stringContaining("SOPFLOW_PORT")]);
  });

  it("exits 3 with one line when there is no data to look at", async () => {
    for (const command of ["flows", "tasks"]) {
      const result = await cli.run(command);
      expect([result.exit, result.out, result.err.split("\n").length]).toEqual([3, "", 1]);
      expect(result.err).toContain("SOPFLOW_DATA");
    }
  });
});
