import { afterEach, describe, expect, it } from "vitest";
import { FROM_OUR_PAGE, startTestApi, type TestApi } from "../test-api.testkit.js";
import { ForwardingLog, serverLogger, startupLog } from "./server-log.js";

let api: TestApi | undefined;
afterEach(() => api?.close());

describe("the server's log", () => {
  it("tells each request with its id, and no secret, no query and no message", async () => {
    const lines: string[] = [];
    api = await startTestApi({ logger: serverLogger("trace", (line) => void lines.push(line)) });
    const at = new Date(api.clock.now()).toISOString();
    const event = { id: "e", type: "message.received", customer: "c", at, props: { text: "私密的话" } };
    await api.as("intake").post("/v1/events", event);
    const made = await api.as("admin").post("/v1/keys", { name: "crm", scopes: ["read"] });
    await api.app.inject({
      url: "/?link=very-secret",
      headers: { cookie: "sopflow_session=also-secret", ...FROM_OUR_PAGE },
    });
    await api.app.inject({ method: "POST", url: "/v1/session", payload: { link: "wrong-secret" } });
    const log = lines.join("\n");
    expect(log).toContain('"path":"/v1/events"');
    expect(log).toContain('"reqId"');
    for (const secret of ["very-secret", "also-secret", "wrong-secret", "私密的话", "Bearer", made.json().secret]) {
      expect(log).not.toContain(secret);
    }
    expect(() => lines.map((line) => JSON.parse(line))).not.toThrow();
  });

  it("can be had before the server that owns it", () => {
    const lines: string[] = [];
    const log = new ForwardingLog(startupLog((line) => void lines.push(line)));
    log.info({}, "quiet");
    log.warn({}, "early");
    const later: string[] = [];
    const keep = (_: object, message: string) => void later.push(message);
    log.forwardTo({ info: keep, warn: keep, error: keep });
    log.error({}, "late");
    expect([lines, later]).toEqual([["sopflow: early"], ["late"]]);
  });
});
