import { describe, expect, it } from "vitest";
import { signJsSdk } from "../crypto/index.js";
import { memoryCounters } from "./counter-store.js";
import { APP, ending, errcode, ScriptedWecom } from "./scripted-wecom.testkit.js";
import { isSameUser, userIdKeys } from "./user-id.js";
import { WecomError } from "./wecom-error.js";

const problems = (error: unknown) =>
  error instanceof WecomError && error.class === "refused" ? error.problems.map(({ path }) => path) : undefined;

describe("a request that breaks a documented limit", () => {
  const app = new ScriptedWecom().app();
  const many = (n: number) => Array.from({ length: n }, (_, i) => `wm${i}`);
  const chars = (n: number) => "字".repeat(n);

  it.each([
    [
      "a remark of 21 characters",
      () => app.contacts.remark({ userid: "z", external_userid: "w", remark: chars(21) }),
      "remark",
    ],
    [
      "a text of 2,049 bytes",
      () =>
        app.messages.send({
          to: { users: ["z"] },
          message: { msgtype: "text", text: { content: `${chars(682)}abc` } },
        }),
      "message.text.content",
    ],
    [
      "1,001 recipients",
      () => app.messages.send({ to: { users: many(1_001) }, message: { msgtype: "text", text: { content: "x" } } }),
      "to.users",
    ],
    ["no recipient", () => app.messages.send({ to: {}, message: { msgtype: "text", text: { content: "x" } } }), "to"],
    [
      "10,001 customers of a group send",
      () => app.groupSends.create({ external_userid: many(10_001), text: { content: "x" } }),
      "external_userid",
    ],
    [
      "ten attachments",
      () =>
        app.groupSends.create({
          sender: "z",
          attachments: Array(10).fill({ msgtype: "file", file: { media_id: "m" } }),
        }),
      "attachments",
    ],
    ["a group send of nothing", () => app.groupSends.create({ sender: "z" }), ""],
    ["a group send to nobody", () => app.groupSends.create({ text: { content: "x" } }), ""],
    [
      "a send to groups without sender",
      () => app.groupSends.create({ chat_type: "group", chat_id_list: ["c"], text: { content: "x" } }),
      "",
    ],
    ["a state of 31 characters", () => app.contactWays.add({ type: 2, user: ["z"], state: chars(31) }), "state"],
    ["a single code with two members", () => app.contactWays.add({ type: 1, user: ["a", "b"] }), ""],
    [
      "a welcome of 4,001 bytes",
      () => app.welcome.send({ welcome_code: "w", text: { content: "x".repeat(4_001) } }),
      "text.content",
    ],
    [
      "a moment with a video and an image",
      () =>
        app.moments.create({
          attachments: [
            { msgtype: "video", video: { media_id: "m" } },
            { msgtype: "image", image: { media_id: "m" } },
          ],
        }),
      "attachments",
    ],
    [
      "a moment of 2,001 characters",
      () => app.moments.create({ text: { content: "x".repeat(2_001) } }),
      "text.content",
    ],
    [
      "101 customers handed over",
      () => app.transfers.start({ handover_userid: "a", takeover_userid: "b", external_userid: many(101) }),
      "external_userid",
    ],
    ["101 members at once", () => app.contacts.batchByUser({ userid_list: many(101) }), "userid_list"],
    [
      "statistics of 31 days",
      () => app.statistics.userBehavior({ userid: ["z"], start_time: 0, end_time: 31 * 86_400 }),
      "",
    ],
    ["a tag name of 31 characters", () => app.tags.add({ group_name: "g", tag: [{ name: chars(31) }] }), "tag.0.name"],
    [
      "a file above 10 MB",
      () =>
        app.media.uploadAttachment({ media_type: "file", name: "a.pdf", bytes: new Uint8Array(10 * 1024 * 1024 + 1) }),
      "bytes",
    ],
    ["a sign-in code above 512 bytes", () => app.signIn.userInfo({ code: "x".repeat(513) }), "code"],
  ])("never leaves: %s", async (_what, call, path) => {
    const error = await ending<unknown>(call());
    expect(problems(error)).toContain(path);
    expect(error).toMatchObject({ outcome: "refused", hint: { zh: expect.any(String), en: expect.any(String) } });
  });

  it("is told in both languages, with its place", async () => {
    const error = await ending(app.contacts.remark({ userid: "z", external_userid: "w", remark: chars(21) }));
    expect(error).toMatchObject({
      problems: [{ path: "remark", text: { zh: "最多 20 个字", en: "at most 20 characters" } }],
    });
  });

  it("is allowed exactly at its limit", async () => {
    const wecom = new ScriptedWecom();
    await wecom.clock.run(wecom.app().contacts.remark({ userid: "z", external_userid: "w", remark: "😀".repeat(20) }));
    expect(wecom.of("externalcontact/remark")).toHaveLength(1);
  });
});

describe("an app", () => {
  it("sends a message to members in WeCom's own form", async () => {
    const wecom = new ScriptedWecom().on("message/send", {
      errcode: 0,
      invaliduser: "li|wang",
      msgid: "m1",
      future: 1,
    });
    const answer = await wecom.clock.run(
      wecom.app().messages.send({
        to: { users: ["zhang", "Li", "wang"] },
        message: {
          msgtype: "textcard",
          textcard: { title: "任务", description: "3 位客户", url: "https://x.example" },
        },
        duplicateCheckS: 600,
      }),
    );
    expect(wecom.of("message/send")[0]?.body).toEqual({
      touser: "zhang|Li|wang",
      agentid: APP.agentId,
      msgtype: "textcard",
      textcard: { title: "任务", description: "3 位客户", url: "https://x.example" },
      enable_duplicate_check: 1,
      duplicate_check_interval: 600,
    });
    expect(answer).toMatchObject({ msgid: "m1", future: 1 });
    expect(userIdKeys(answer.invaliduser)).toEqual(new Set(["li", "wang"]));
    expect(isSameUser("ZhangSan", "zhangsan")).toBe(true);
  });

  it("reads customers page by page, and stops when WeCom repeats itself", async () => {
    const page = (id: string, next_cursor?: string) => ({
      external_contact_list: [
        { external_contact: { external_userid: id }, follow_info: { userid: "zhang", tag_id: null } },
      ],
      ...(next_cursor !== undefined && { next_cursor }),
    });
    const wecom = new ScriptedWecom().on(
      "externalcontact/batch/get_by_user",
      page("a", "c1"),
      page("b", "c2"),
      page("c", ""),
    );
    const ids = async () => {
      const found: string[] = [];
      for await (const { external_contact_list } of wecom.app().contacts.eachByUser(["zhang"])) {
        found.push(...external_contact_list.map(({ external_contact }) => external_contact.external_userid));
      }
      return found;
    };
    expect(await wecom.clock.run(ids())).toEqual(["a", "b", "c"]);
    expect(wecom.of("externalcontact/batch/get_by_user").map(({ body }) => body.cursor)).toEqual([
      undefined,
      "c1",
      "c2",
    ]);
    wecom.on("externalcontact/batch/get_by_user", page("a", "same"));
    expect(await wecom.clock.run(ids())).toEqual(["a", "a"]);
  });

  it("reads a customer with all advisors", async () => {
    const page = (userid: string, next_cursor = "") => ({
      external_contact: { external_userid: "wm1", name: "王" },
      follow_user: [{ userid, tags: [{ tag_name: "高价值", tag_id: "t", type: 1 }] }],
      next_cursor,
    });
    const wecom = new ScriptedWecom().on("externalcontact/get", page("a", "c1"), page("b", "c2"), page("c"));
    const { contact, followUsers } = await wecom.clock.run(wecom.app().contacts.getWhole("wm1"));
    expect(contact.name).toBe("王");
    expect(followUsers.map(({ userid }) => userid)).toEqual(["a", "b", "c"]);
    expect(wecom.of("externalcontact/get").map(({ query }) => query.get("cursor"))).toEqual([null, "c1", "c2"]);
  });

  it("finds a group send whose creation was not answered", async () => {
    const wecom = new ScriptedWecom();
    const send = (msgid: string, content: string, create_time: string) => ({ msgid, create_time, text: { content } });
    wecom.on(
      "externalcontact/get_groupmsg_list_v2",
      { group_msg_list: [send("m3", "hi", "1700000300"), send("m1", "other", "1700000100")], next_cursor: "n" },
      {
        group_msg_list: [
          send("m2", "hi", "1700000200"),
          { ...send("m4", "hi", "1"), attachments: [{ msgtype: "link" }] },
        ],
      },
    );
    const lost = { from: 1_700_000_000_000, to: 1_700_000_400_000, text: "hi", attachmentTypes: [] };
    const found = await wecom.clock.run(wecom.app().groupSends.find({ ...lost, known: new Set(["m9"]) }));
    expect(found.map(({ msgid }) => msgid)).toEqual(["m2", "m3"]);
    expect(wecom.of("externalcontact/get_groupmsg_list_v2")[0]?.body).toMatchObject({
      chat_type: "single",
      start_time: 1_699_999_880,
      end_time: 1_700_000_520,
    });
  });

  it("uploads a file as a form", async () => {
    const wecom = new ScriptedWecom().on("media/upload_attachment", { type: "image", media_id: "M", created_at: 1 });
    const bytes = new TextEncoder().encode("picture");
    const upload = wecom.app().media.uploadAttachment({ media_type: "image", name: "a.png", bytes });
    expect(await wecom.clock.run(upload)).toMatchObject({ media_id: "M" });
    const [call] = wecom.of("media/upload_attachment");
    expect(call?.query.get("attachment_type")).toBe("1");
    const media = call?.form?.get("media");
    expect(media instanceof File && [media.name, await media.text()]).toEqual(["a.png", "picture"]);
  });

  it("signs pages for the JS-SDK with tickets that it fetches once each", async () => {
    const wecom = new ScriptedWecom();
    wecom.on("get_jsapi_ticket", { ticket: "corp-ticket", expires_in: 7_200 });
    wecom.on("ticket/get", { ticket: "app-ticket", expires_in: 7_200 });
    const app = wecom.app();
    const url = "https://x.example/tasks?a=1#top";
    const config = await wecom.clock.run(app.jsSdk.config(url));
    const agent = await wecom.clock.run(Promise.all([app.jsSdk.agentConfig(url), app.jsSdk.agentConfig(url)]));
    const of = (ticket: string, { timestamp, nonceStr: nonce }: { timestamp: number; nonceStr: string }) =>
      signJsSdk({ ticket, nonce, timestamp, url });
    expect(config.signature).toBe(of("corp-ticket", config));
    expect(agent[0].signature).toBe(of("app-ticket", agent[0]));
    expect(wecom.of("ticket/get")).toHaveLength(1);
    expect(wecom.of("ticket/get")[0]?.query.get("type")).toBe("agent_config");
  });

  it("tells who signed in, member or customer", async () => {
    const wecom = new ScriptedWecom().on(
      "auth/getuserinfo",
      { userid: "zhang" },
      { openid: "o", external_userid: "wm" },
    );
    const app = wecom.app();
    expect(await wecom.clock.run(app.signIn.userInfo({ code: "c1" }))).toMatchObject({ userid: "zhang" });
    expect(await wecom.clock.run(app.signIn.userInfo({ code: "c2" }))).toMatchObject({ external_userid: "wm" });
    wecom.on("auth/getuserinfo", errcode(40029));
    expect(await wecom.clock.run(ending(app.signIn.userInfo({ code: "c2" })))).toMatchObject({ class: "expired" });
  });

  it("takes a welcome as sent when its code turns out used after silence", async () => {
    const wecom = new ScriptedWecom().on("externalcontact/send_welcome_msg", "hang", errcode(41050));
    const deadlineAt = wecom.clock.now() + 20_000;
    await wecom.clock.run(wecom.app().welcome.send({ welcome_code: "W", text: { content: "您好" } }, { deadlineAt }));
    expect(wecom.of("externalcontact/send_welcome_msg")).toHaveLength(2);
  });

  it("is asked for by its id, which is one app's only", async () => {
    const counters = memoryCounters();
    const client = new ScriptedWecom(counters).client();
    expect(() => client.app("nobody")).toThrow("configure it first");
    expect(() => new ScriptedWecom().client({ apps: [APP, APP] })).toThrow(RangeError);
    await client.configure({ ...APP, id: "second" });
    expect(client.apps.map(({ id }) => id)).toEqual(["main", "second"]);
    client.remove("second");
    expect(client.states()).toEqual({ main: { state: "ready" } });
  });
});
