import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SESSION_LIFE_MS } from "../access/sessions.js";
import { LINK_LIFE_MS, makeSignInLink } from "../access/sign-in-links.js";
import { FROM_OUR_PAGE, startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const admin = { userId: "ada", role: "administrator" } as const;
const open = (link: string, headers = {}) =>
  api.app.inject({ method: "POST", url: "/v1/session", payload: { link }, headers });

describe("signing in", () => {
  it("works once for each link and sets a cookie that scripts and other sites cannot use", async () => {
    const { token } = await makeSignInLink(api.store, admin, api.clock.now());
    const answer = await open(token);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ userId: "ada", role: "administrator", brand: { timezone: "Asia/Shanghai" } });
    expect(answer.cookies[0]).toMatchObject({ name: "sopflow_session", httpOnly: true, sameSite: "Strict", path: "/" });
    expect(answer.body).not.toContain(answer.cookies[0]?.value);
    const again = await open(token);
    expect([again.statusCode, again.json().code]).toEqual([401, "auth.link_used"]);
  });

  it("gives the link to exactly one of two who use it at once", async () => {
    const { token } = await makeSignInLink(api.store, admin, api.clock.now());
    const answers = await Promise.all([open(token), open(token), open(token)]);
    expect(answers.map((a) => a.statusCode).sort()).toEqual([201, 401, 401]);
  });

  it("refuses a link that is too old or made up, and one that another site posts", async () => {
    const { token } = await makeSignInLink(api.store, admin, api.clock.now());
    expect((await open(token, { "sec-fetch-site": "cross-site" })).json().code).toBe("auth.csrf");
    api.clock.advance(LINK_LIFE_MS);
    expect((await open(token)).json().code).toBe("auth.link_used");
    expect((await open("made-up")).json().code).toBe("auth.link_used");
  });

  it("ends with signing out, and by itself", async () => {
    const [first, second] = [await api.signedIn("lead"), await api.signedIn("lead")];
    expect((await first.get("/v1/session")).json().role).toBe("lead");
    expect((await first.delete("/v1/session")).statusCode).toBe(204);
    expect((await first.get("/v1/session")).statusCode).toBe(401);
    expect((await second.get("/v1/session")).statusCode).toBe(200);
    api.clock.advance(SESSION_LIFE_MS);
    expect((await second.get("/v1/session")).statusCode).toBe(401);
  });

  it("is offered to others by an administrator, an advisor only under a known id", async () => {
    await api.store.brand.saveAdvisors([
      { id: "a1", name: "小林", pools: ["default"], capacityPerDay: 80, active: true },
    ]);
    const person = await api.signedIn("administrator");
    const unknown = await person.post("/v1/sign-in-links", { role: "advisor", advisorId: "nobody" });
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, "advisor.not_found"]);
    const made = await person.post("/v1/sign-in-links", { role: "advisor", advisorId: "a1" });
    expect(made.json().path).toBe(`/?link=${made.json().token}`);
    const session = await open(made.json().token, FROM_OUR_PAGE);
    expect(session.json()).toMatchObject({ userId: "a1", role: "advisor", advisorId: "a1" });
  });

  it("leaves who did it in the audit log, and no secret", async () => {
    const person = await api.signedIn("administrator");
    await person.post("/v1/keys", { name: "crm", scopes: ["intake"] });
    const entries = await api.store.flows.auditOf("access", { limit: 10 });
    expect(entries.map((e) => [e.by, e.action])).toEqual([["administrator", "session.opened"]]);
    const [key] = await api.store.access.keys();
    const [created] = await api.store.flows.auditOf(`key:${key?.id}`, { limit: 10 });
    expect(created).toMatchObject({ by: "administrator", action: "key.created", detail: { scopes: ["intake"] } });
  });
});
