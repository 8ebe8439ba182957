import { describe, expect, it } from "vitest";
import { APP, ending, errcode, networkError, ScriptedWecom } from "./scripted-wecom.testkit.js";
import { WecomError } from "./wecom-error.js";

const REMARK = { userid: "zhang", external_userid: "wm1", remark: "王姐" };
const SEND = { sender: "zhang", external_userid: ["wm1"], text: { content: "hi" } };
const text = (content: string, user = "zhang") => ({
  to: { users: [user] },
  message: { msgtype: "text", text: { content } } as const,
});

describe("an access token", () => {
  it("is fetched once for many calls at the same time, and kept", async () => {
    const wecom = new ScriptedWecom();
    const app = wecom.app();
    await wecom.clock.run(Promise.all(Array.from({ length: 10 }, () => app.contacts.remark(REMARK))));
    await wecom.clock.run(app.contacts.remark(REMARK));
    expect(wecom.of("gettoken")).toHaveLength(1);
    expect(wecom.of("gettoken")[0]?.query.get("corpsecret")).toBe(APP.secret);
    expect(wecom.of("externalcontact/remark").map((call) => call.query.get("access_token"))).toEqual(
      Array(11).fill("TOKEN-1-TOKEN"),
    );
  });

  it("is fetched anew before it ends", async () => {
    const wecom = new ScriptedWecom();
    const app = wecom.app();
    await wecom.clock.run(app.contacts.remark(REMARK));
    wecom.clock.advance(7_130_000);
    await wecom.clock.run(app.contacts.remark(REMARK));
    expect(wecom.of("gettoken")).toHaveLength(1);
    wecom.clock.advance(20_000);
    await wecom.clock.run(app.contacts.remark(REMARK));
    expect(wecom.of("gettoken")).toHaveLength(2);
  });

  it.each([40014, 42001])(
    "that WeCom refuses with %i is fetched again once, by one call, and the calls repeated",
    async (code) => {
      const wecom = new ScriptedWecom();
      wecom.on("externalcontact/remark", ({ query }) =>
        query.get("access_token") === "TOKEN-1-TOKEN" ? errcode(code) : errcode(0),
      );
      const app = wecom.app();
      await wecom.clock.run(Promise.all(Array.from({ length: 5 }, () => app.contacts.remark(REMARK))));
      expect(wecom.of("gettoken")).toHaveLength(2);
      const tokens = wecom.of("externalcontact/remark").map((call) => call.query.get("access_token"));
      expect(tokens.filter((token) => token === "TOKEN-2-TOKEN")).toHaveLength(5);
    },
  );

  it("that is refused again ends the call instead of going round", async () => {
    const wecom = new ScriptedWecom().on("externalcontact/remark", errcode(42001));
    const error = await wecom.clock.run(ending(wecom.app().contacts.remark(REMARK)));
    expect(error).toMatchObject({ class: "token", code: 42001, outcome: "later" });
    expect(wecom.of("gettoken")).toHaveLength(2);
    expect(wecom.of("externalcontact/remark")).toHaveLength(2);
  });

  it("belongs to its app", async () => {
    const wecom = new ScriptedWecom();
    const client = wecom.client({ apps: [APP, { ...APP, id: "other", agentId: 3, secret: "other" }] });
    await wecom.clock.run(client.app("main").contacts.remark(REMARK));
    await wecom.clock.run(client.app("other").contacts.remark(REMARK));
    expect(wecom.of("gettoken").map((call) => call.query.get("corpsecret"))).toEqual([APP.secret, "other"]);
    expect(wecom.of("externalcontact/remark").map((call) => call.query.get("access_token"))).toEqual([
      "TOKEN-1-TOKEN",
      "TOKEN-2-TOKEN",
    ]);
  });
});

describe("a wrong secret", () => {
  it("is tried once, then every call of that app is refused here until it is corrected", async () => {
    const wecom = new ScriptedWecom().on("gettoken", errcode(40001));
    const client = wecom.client({ apps: [APP, { ...APP, id: "other", secret: "other" }] });
    const app = client.app("main");
    const errors = await wecom.clock.run(Promise.all([1, 2, 3].map(() => ending(app.contacts.remark(REMARK)))));
    expect(errors.map((error) => error instanceof WecomError && error.class)).toEqual(["secret", "secret", "secret"]);
    expect(await ending(app.tags.list({}))).toMatchObject({ class: "stopped", code: 40001, outcome: "refused" });
    expect(wecom.calls).toHaveLength(1);
    expect(client.states()).toMatchObject({ main: { state: "stopped", code: 40001 }, other: { state: "ready" } });

    wecom.on("gettoken", { access_token: "t", expires_in: 7_200 });
    await client.configure({ ...APP, secret: "corrected" });
    await wecom.clock.run(app.contacts.remark(REMARK));
    expect(app.state).toEqual({ state: "ready" });
    expect(wecom.of("gettoken")[1]?.query.get("corpsecret")).toBe("corrected");
  });

  it("is not tried again after a restart, unless it is another one or a person says so", async () => {
    const wecom = new ScriptedWecom().on("gettoken", errcode(40001));
    await wecom.clock.run(ending(wecom.app().contacts.remark(REMARK)));
    const restarted = wecom.client();
    expect(await ending(restarted.app("main").contacts.remark(REMARK))).toMatchObject({ class: "stopped" });
    expect(wecom.calls).toHaveLength(1);

    wecom.on("gettoken", { access_token: "t", expires_in: 7_200 });
    const other = wecom.client({ apps: [{ ...APP, secret: "corrected" }] });
    await wecom.clock.run(other.app("main").contacts.remark(REMARK));
    await restarted.resume("main");
    await wecom.clock.run(restarted.app("main").contacts.remark(REMARK));
    expect(wecom.of("externalcontact/remark")).toHaveLength(2);
  });
});

describe("a call that WeCom answers with a code", () => {
  it.each([
    ["busy", -1, 4],
    ["conflict", 6000, 4],
    ["concurrency", 45033, 4],
    ["config", 60020, 1],
    ["config", 48002, 1],
    ["notFriend", 84061, 1],
    ["permanent", 40096, 1],
    ["permanent", 987654, 1],
  ] as const)("of class %s (%i) is tried %i times in all", async (errorClass, code, times) => {
    const wecom = new ScriptedWecom().on("externalcontact/remark", errcode(code));
    const error = await wecom.clock.run(ending(wecom.app().contacts.remark(REMARK)));
    expect(error).toBeInstanceOf(WecomError);
    expect(error).toMatchObject({ class: errorClass, code, api: "externalcontact/remark", uncertain: false });
    expect(error).toMatchObject({ outcome: times > 1 ? "later" : "refused" });
    expect(wecom.of("externalcontact/remark")).toHaveLength(times);
  });

  it("waits longer each time, and works when WeCom does again", async () => {
    const wecom = new ScriptedWecom().on("externalcontact/remark", errcode(-1), errcode(-1), errcode(-1), errcode(0));
    await wecom.clock.run(wecom.app().contacts.remark(REMARK));
    const times = wecom.of("externalcontact/remark").map(({ at }) => at);
    expect(times.slice(1).map((at, i) => at - (times[i] ?? 0))).toEqual([375, 750, 1_500]);
  });

  it("does not begin another attempt after its deadline", async () => {
    const wecom = new ScriptedWecom().on("externalcontact/send_welcome_msg", errcode(41096));
    const deadlineAt = wecom.clock.now() + 1_000;
    const welcome = { welcome_code: "W", text: { content: "您好" } };
    const error = await wecom.clock.run(ending(wecom.app().welcome.send(welcome, { deadlineAt })));
    expect(error).toMatchObject({ class: "conflict", code: 41096 });
    expect(wecom.of("externalcontact/send_welcome_msg").every(({ at }) => at < deadlineAt)).toBe(true);
    const late = await wecom.clock.run(ending(wecom.app().welcome.send(welcome, { deadlineAt: wecom.clock.now() })));
    expect(late).toMatchObject({ class: "expired", outcome: "refused" });
  });

  it("says in both languages what to do", async () => {
    const wecom = new ScriptedWecom().on("tags", errcode(0)).on("externalcontact/get_corp_tag_list", errcode(60020));
    const error = await wecom.clock.run(ending(wecom.app().tags.list({})));
    expect(error).toMatchObject({
      hint: { zh: expect.stringContaining("可信 IP"), en: expect.stringContaining("trusted IP") },
    });
  });
});

describe("a call over WeCom's frequency limit", () => {
  it("waits a minute, then an hour: the error says when", async () => {
    const wecom = new ScriptedWecom().on("externalcontact/remark", errcode(45009));
    const app = wecom.app();
    const start = wecom.clock.now();
    const error = await wecom.clock.run(ending(app.contacts.remark(REMARK)));
    expect(wecom.of("externalcontact/remark").map(({ at }) => at - start)).toEqual([0, 60_000]);
    expect(error).toMatchObject({
      class: "rateLimit",
      code: 45009,
      retryAt: start + 60_000 + 3_600_000,
      outcome: "later",
    });
    // Others of the same API do not even try; other APIs are free.
    expect(await wecom.clock.run(ending(app.contacts.remark(REMARK)))).toMatchObject({ class: "rateLimit" });
    await wecom.clock.run(app.tags.mark({ userid: "zhang", external_userid: "wm1", add_tag: ["t1"] }));
    expect(wecom.of("externalcontact/remark")).toHaveLength(2);
    wecom.on("externalcontact/remark", errcode(0));
    wecom.clock.advance(3_600_000);
    await wecom.clock.run(app.contacts.remark(REMARK));
  });
});

describe("a call without an answer", () => {
  it("is repeated where that does no harm", async () => {
    const wecom = new ScriptedWecom().on("externalcontact/remark", "hang", networkError("ECONNRESET"), errcode(0));
    await wecom.clock.run(wecom.app().contacts.remark(REMARK));
    expect(wecom.of("externalcontact/remark")).toHaveLength(3);
    expect(wecom.log.map(({ outcome }) => outcome)).toEqual(["ok", "uncertain", "uncertain", "ok"]);
  });

  it.each([
    ["a time-out", "hang" as const],
    ["a cut connection", networkError("ECONNRESET")],
    ["a gateway's page", { http: 502, text: "<html>" }],
    ["an answer of another form", { errcode: 0, msgid: 5 }],
  ])("is not repeated for a group send after %s: the error says how to look it up", async (_what, reply) => {
    const wecom = new ScriptedWecom().on("externalcontact/add_msg_template", reply);
    const error = await wecom.clock.run(ending(wecom.app().groupSends.create(SEND)));
    expect(error).toMatchObject({ class: "uncertain", uncertain: true, retryable: false, outcome: "unknown" });
    expect(error).toMatchObject({ hint: { en: expect.stringContaining("get_groupmsg_list_v2") } });
    expect(wecom.of("externalcontact/add_msg_template")).toHaveLength(1);
  });

  it.each(["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT"])(
    "is repeated even for a group send when nothing was sent (%s)",
    async (code) => {
      const wecom = new ScriptedWecom().on("externalcontact/add_msg_template", networkError(code), { msgid: "m1" });
      const answer = await wecom.clock.run(wecom.app().groupSends.create(SEND));
      expect(answer).toMatchObject({ msgid: "m1", fail_list: [] });
    },
  );

  it("is repeated for an app message, whose duplicates WeCom drops, and not without that check", async () => {
    const wecom = new ScriptedWecom().on("message/send", "hang", { msgid: "m1" });
    await wecom.clock.run(wecom.app().messages.send(text("hi")));
    const [first, second] = wecom.of("message/send");
    expect(first?.body).toMatchObject({ enable_duplicate_check: 1, agentid: APP.agentId, touser: "zhang" });
    expect(second?.body).toEqual(first?.body);

    wecom.on("message/send", "hang");
    const unguarded = wecom.app().messages.send({ ...text("hi"), duplicateCheckS: 0 });
    expect(await wecom.clock.run(ending(unguarded))).toMatchObject({ uncertain: true, outcome: "unknown" });
    expect(wecom.of("message/send")).toHaveLength(3);
  });

  it("counts as done when the repetition finds its one-time code used", async () => {
    const wecom = new ScriptedWecom().on("message/update_template_card", "hang", errcode(60140));
    const update = { userids: ["zhang"], response_code: "R", button: { replace_name: "已完成" } };
    await wecom.clock.run(wecom.app().messages.updateCard(update));
    wecom.on("message/update_template_card", errcode(60140));
    const error = await wecom.clock.run(ending(wecom.app().messages.updateCard(update)));
    expect(error).toMatchObject({ class: "expired", code: 60140, outcome: "refused" });
  });

  it("may have been done, if it is a message and WeCom stays silent", async () => {
    const wecom = new ScriptedWecom().on("message/send", "hang");
    const error = await wecom.clock.run(ending(wecom.app().messages.send(text("hi"))));
    expect(error).toMatchObject({ class: "uncertain", outcome: "unknown" });
    wecom.on("externalcontact/remark", "hang");
    const remark = await wecom.clock.run(ending(wecom.app().contacts.remark(REMARK)));
    expect(remark).toMatchObject({ class: "uncertain", outcome: "later" });
  });
});

describe("secrets", () => {
  it("are in no log and no error, whatever goes wrong", async () => {
    const wecom = new ScriptedWecom();
    const leaky = ({ query }: { query: URLSearchParams }) =>
      errcode(40096, `bad call with ${query.get("access_token")} and ${APP.secret}`);
    wecom.on("externalcontact/remark", leaky, networkError("ECONNRESET"), { http: 500, text: APP.secret });
    wecom.on("ticket/get", { ticket: "TICKET-TICKET", expires_in: 7_200 });
    const app = wecom.app();
    const errors: unknown[] = [];
    for (let i = 0; i < 3; i++) errors.push(await wecom.clock.run(ending(app.contacts.remark(REMARK))));
    await wecom.clock.run(app.jsSdk.agentConfig("https://x.example/"));
    wecom.on("gettoken", errcode(40001, `invalid credential ${APP.secret}`));
    wecom.clock.advance(7_200_000);
    errors.push(await wecom.clock.run(ending(app.contacts.remark(REMARK))));
    const told = errors.map((error) => (error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : error));
    const all = JSON.stringify([wecom.log, told, app.state]);
    for (const secret of [APP.secret, "TOKEN-1", "TICKET", "leak", "王姐"]) expect(all).not.toContain(secret);
    expect(wecom.log.length).toBeGreaterThan(5);
  });
});
