import { describe, expect, it } from "vitest";
import { callbackActions, receiveCallback, verifyUrl } from "../callbacks/index.js";
import { buttonCard, noticeCard, taskIdOfCard } from "./build-card.js";
import { GROUP_SEND_STATUS, GROUP_TASK_STATUS } from "./endpoints/group-send-endpoints.js";
import { ending } from "./scripted-wecom.testkit.js";
import { CALLBACK_SECRETS, SIM_APP, SimulatedWecom } from "./simulated-wecom.testkit.js";
import { WecomError } from "./wecom-error.js";

const context = { advisorOf: (id: string) => id, channelOf: (state: string) => `channel of ${state}` };
const message = (content: string, ...users: string[]) => ({
  to: { users },
  message: { msgtype: "text", text: { content } } as const,
});

/** A simulator with a channel code and a friend who came through it. */
async function withFriend(config = {}) {
  const wecom = new SimulatedWecom(config);
  const app = wecom.app();
  const way = await wecom.clock.run(app.contactWays.add({ type: 2, user: ["LinXiaowen"], state: "card" }));
  const external_userid = String(
    wecom.act({ type: "customer.scan", configId: way.config_id, name: "王姐" }).externalUserid,
  );
  return { wecom, app, way, external_userid, userid: "LinXiaowen" };
}

describe("with the simulator, the client", () => {
  it("brings a customer from the code to the greeting", async () => {
    const { wecom, app, external_userid } = await withFriend();
    const [request] = wecom.callbacks();
    if (!request) throw new Error("no callback came");
    const callback = receiveCallback(CALLBACK_SECRETS, request.query, request.body);
    const actions = callbackActions(callback, { ...context, receivedAt: wecom.clock.now() });
    expect(actions.map((action) => action.do)).toEqual(["welcome", "post", "refetch_contact"]);
    expect(actions[1]).toMatchObject({
      event: { customer: { value: external_userid }, props: { channel: "channel of card" } },
    });
    const [welcome] = actions;
    if (welcome?.do !== "welcome") throw new Error("no welcome code came");
    const { code: welcome_code, deadlineAt } = welcome;
    await wecom.clock.run(app.welcome.send({ welcome_code, text: { content: "您好" } }, { deadlineAt }));
    const again = ending(app.welcome.send({ welcome_code, text: { content: "您好" } }, { deadlineAt }));
    expect(await wecom.clock.run(again)).toMatchObject({ class: "expired", outcome: "refused" });
  });

  it("reads and changes customers, tags, codes, groups and statistics", async () => {
    const { wecom, app, way, external_userid, userid } = await withFriend();
    const { clock } = wecom;
    expect((await clock.run(app.contacts.followUsers({}))).follow_user).toContain(userid);
    expect((await clock.run(app.contacts.list({ userid }))).external_userid).toEqual([external_userid]);
    const { tag_group } = await clock.run(app.tags.add({ group_name: "意向", tag: [{ name: "高" }, { name: "低" }] }));
    const [high, low] = tag_group.tag.map(({ id }) => id);
    if (high === undefined || low === undefined) throw new Error("no tags were made");
    await clock.run(app.tags.mark({ userid, external_userid, add_tag: [high] }));
    await clock.run(app.tags.edit({ id: low, name: "中" }));
    await clock.run(
      app.contacts.remark({ userid, external_userid, remark: "王姐 包裹卡", remark_mobiles: ["13800000000"] }),
    );
    const whole = await clock.run(app.contacts.getWhole(external_userid));
    expect(whole.followUsers).toMatchObject([{ remark: "王姐 包裹卡", state: "card", tags: [{ tag_id: high }] }]);
    const batch = await clock.run(app.contacts.batchByUser({ userid_list: [userid] }));
    expect(batch.external_contact_list).toMatchObject([{ follow_info: { tag_id: [high] } }]);
    expect((await clock.run(app.tags.list({}))).tag_group[0]?.tag.map(({ name }) => name)).toEqual(["高", "中"]);
    await clock.run(app.tags.remove({ tag_id: [low] }));

    expect((await clock.run(app.contactWays.get({ config_id: way.config_id }))).contact_way.state).toBe("card");
    await clock.run(app.contactWays.update({ config_id: way.config_id, remark: "卡片" }));
    expect((await clock.run(app.contactWays.list({}))).contact_way).toHaveLength(1);
    await clock.run(app.contactWays.remove({ config_id: way.config_id }));

    const externalUserids = [external_userid];
    const { chatId } = wecom.act({ type: "group.create", owner: userid, name: "粉丝群", externalUserids });
    expect((await clock.run(app.groupChats.list({}))).group_chat_list).toMatchObject([{ chat_id: chatId }]);
    const { group_chat } = await clock.run(app.groupChats.get({ chat_id: String(chatId), need_name: 1 }));
    expect(group_chat).toMatchObject({ name: "粉丝群", owner: userid, member_version: expect.any(String) });
    const day = Math.floor(clock.now() / 1_000);
    const stats = await clock.run(
      app.statistics.userBehavior({ userid: [userid], start_time: day - 86_400, end_time: day }),
    );
    expect(stats.behavior_data.length).toBeGreaterThan(0);
  });

  it("sends a card, hears its button and updates it", async () => {
    const { wecom, app } = await withFriend();
    wecom.callbacks();
    const { clock } = wecom;
    const card = (replaceText?: string) =>
      buttonCard({
        title: "联系王姐：首单后第 3 天，问问吃得习不习惯，别忘了提醒饭后服用，再约下次",
        description: "今天 18:00 前",
        taskId: "task/1:a",
        rows: [{ name: "客户", value: "王姐" }],
        buttons: [
          { text: "已完成", key: "done" },
          { text: "打开", url: "https://x.example/t/1" },
        ],
        choice: {
          key: "outcome",
          title: "结果",
          options: [
            { id: "ok", text: "有兴趣" },
            { id: "no", text: "不需要" },
          ],
        },
        replaceText,
      });
    const template_card = card();
    const request = { to: { users: ["linxiaowen"] }, message: { msgtype: "template_card", template_card } as const };
    const { msgid = "", response_code } = await clock.run(app.messages.send(request));
    expect(response_code).toBeDefined();
    const selected = [{ questionKey: "outcome", optionIds: ["ok"] }];
    wecom.act({ type: "advisor.pressButton", userid: "LinXiaowen", msgid, key: "done", selected });
    const [request2] = wecom.callbacks();
    if (!request2) throw new Error("no callback came");
    const { event } = receiveCallback(CALLBACK_SECRETS, request2.query, request2.body);
    if (event.kind !== "card.pressed") throw new Error(`not a press: ${event.kind}`);
    expect(taskIdOfCard(event.taskId)).toBe("task/1:a");
    expect(event).toMatchObject({ key: "done", selected });
    const update = { userids: ["LinXiaowen"], response_code: event.responseCode ?? "", template_card: card("已完成") };
    await clock.run(app.messages.updateCard(update));
    expect(await clock.run(ending(app.messages.updateCard(update)))).toMatchObject({ class: "expired", code: 60140 });
    const notice = noticeCard({ title: "今日 3 个任务", url: "https://x.example/tasks" });
    const sent = await clock.run(
      app.messages.send({ to: { users: ["zhou"] }, message: { msgtype: "template_card", template_card: notice } }),
    );
    await clock.run(app.messages.recall({ msgid: sent.msgid ?? "" }));
  });

  it("creates a group send, finds it, reminds, and reads what became of it", async () => {
    const { wecom, app, external_userid, userid } = await withFriend();
    const { clock } = wecom;
    const from = clock.now();
    const { media_id } = await clock.run(
      app.media.upload({ type: "image", name: "a.png", bytes: new Uint8Array(100) }),
    );
    const attachments = [{ msgtype: "image" as const, image: { media_id } }];
    const { msgid } = await clock.run(
      app.groupSends.create({
        sender: userid,
        external_userid: [external_userid],
        text: { content: "上新" },
        attachments,
      }),
    );
    const found = await clock.run(
      app.groupSends.find({ from, to: clock.now(), text: "上新", attachmentTypes: ["image"] }),
    );
    expect(found.map((send) => send.msgid)).toEqual([msgid]);
    await clock.run(app.groupSends.remind({ msgid }));
    clock.advance(60_000);
    wecom.act({ type: "advisor.confirmGroupSend", userid, msgid });
    const { task_list } = await clock.run(app.groupSends.tasks({ msgid }));
    expect(task_list).toMatchObject([{ userid: expect.any(String), status: GROUP_TASK_STATUS.sent }]);
    const { send_list } = await clock.run(app.groupSends.results({ msgid, userid }));
    expect(send_list).toMatchObject([{ external_userid, status: GROUP_SEND_STATUS.sent }]);
    const other = await clock.run(app.groupSends.create({ sender: userid, text: { content: "取消的" } }));
    await clock.run(app.groupSends.cancel({ msgid: other.msgid }));
  });

  it("publishes moments, hands customers over and signs pages", async () => {
    const { wecom, app, external_userid, userid } = await withFriend();
    const { clock } = wecom;
    const upload = { media_type: "image", attachment_type: 1, name: "a.png", bytes: new Uint8Array(100) } as const;
    const { media_id } = await clock.run(app.media.uploadAttachment(upload));
    const attachments = [{ msgtype: "image" as const, image: { media_id } }];
    const { jobid } = await clock.run(app.moments.create({ text: { content: "新品" }, attachments }));
    clock.advance(60_000);
    expect((await clock.run(app.moments.result({ jobid }))).status).toBe(3);
    const pair = { handover_userid: userid, takeover_userid: "zhou" };
    const { customer } = await clock.run(app.transfers.start({ ...pair, external_userid: [external_userid] }));
    expect(customer).toMatchObject([{ external_userid, errcode: 0 }]);
    expect((await clock.run(app.transfers.result(pair))).customer).toMatchObject([{ external_userid, status: 2 }]);
    const url = "https://crm.example.com/tasks";
    expect(await clock.run(app.jsSdk.config(url))).toMatchObject({
      signature: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(await clock.run(app.jsSdk.agentConfig(url))).toMatchObject({ nonceStr: expect.any(String) });
    expect((await clock.run(app.callbackIps({}))).ip_list.length).toBeGreaterThan(0);
    expect(await clock.run(ending(app.signIn.userInfo({ code: "nonsense" })))).toMatchObject({ class: "expired" });
    const asked = wecom.sim.verification(SIM_APP.agentId, clock.now());
    if (!asked) throw new Error("no callback address is set");
    const query = Object.fromEntries(new URL(asked.url).searchParams);
    expect(verifyUrl(CALLBACK_SECRETS, query)).not.toBe("");
  });

  it("comes to know every way in which a setup is wrong", async () => {
    const { wecom, app, external_userid, userid } = await withFriend();
    const remark = { userid, external_userid, remark: "x" };
    wecom.act({ type: "admin.app", agentid: SIM_APP.agentId, trustedIps: ["1.2.3.4"] });
    expect(await wecom.clock.run(ending(app.contacts.remark(remark)))).toMatchObject({ class: "config", code: 60020 });
    wecom.act({ type: "admin.app", agentid: SIM_APP.agentId, trustedIps: null, customerContact: false });
    wecom.clock.advance(120_000);
    expect(await wecom.clock.run(ending(app.contacts.remark(remark)))).toMatchObject({ class: "config" });
    const wrong = wecom.app({ apps: [{ ...SIM_APP, secret: "wrong" }] });
    expect(await wecom.clock.run(ending(wrong.checkSecret()))).toMatchObject({ class: "secret", code: 40001 });
    expect(await ending(wrong.checkSecret())).toMatchObject({ class: "stopped" });
  });
});

describe("when WeCom misbehaves, the client", () => {
  it("goes on through tokens that die early", async () => {
    const { wecom, app, external_userid, userid } = await withFriend();
    wecom.sim.setFaults({ calls: { tokenLifeMs: 3_000 } });
    for (let i = 0; i < 20; i++) {
      await wecom.clock.run(app.contacts.remark({ userid, external_userid, remark: `no ${i}` }));
      wecom.clock.advance(1_000);
    }
    wecom.sim.revokeTokens();
    await wecom.clock.run(app.contacts.remark({ userid, external_userid, remark: "last" }));
  });

  it("loses no message and sends none twice while answers get lost", async () => {
    const { wecom, app } = await withFriend();
    wecom.sim.setFaults({ calls: { busy: 0.15, answerLost: 0.15, requestLost: 0.1, conflict: 0.1 } });
    const texts = Array.from({ length: 60 }, (_, i) => `message ${i}`);
    const pending = new Set(texts);
    // Whoever uses the client repeats what is not known to be done; WeCom drops the double.
    for (let round = 0; pending.size > 0 && round < 10; round++) {
      for (const text of pending) {
        const result = await wecom.clock.run(ending(app.messages.send(message(text, "zhou"))));
        if (!(result instanceof Error)) pending.delete(text);
        else expect(result instanceof WecomError && result.outcome).not.toBe("refused");
      }
    }
    const shown = [...wecom.sim.corp().appMessages.values()].map(({ copies }) => copies.get("zhou"));
    expect(shown.map((copy) => copy?.state)).toEqual(Array(60).fill("shown"));
  });

  it("makes each group send once, by looking before it repeats", async () => {
    const { wecom, app, userid } = await withFriend();
    wecom.sim.setFaults({ calls: { busy: 0.15, answerLost: 0.25, requestLost: 0.15 } });
    const create = async (content: string) => {
      const from = wecom.clock.now();
      for (;;) {
        const result = await wecom.clock.run(ending(app.groupSends.create({ sender: userid, text: { content } })));
        if (!(result instanceof Error)) return;
        if (!(result instanceof WecomError)) throw result;
        if (!result.uncertain) continue;
        for (;;) {
          const lost = { from, to: wecom.clock.now(), text: content };
          const found = await wecom.clock.run(ending(app.groupSends.find(lost)));
          if (found instanceof Error) continue;
          if (found.length > 0) return;
          break;
        }
      }
    };
    for (let i = 0; i < 25; i++) await create(`send ${i}`);
    const made = [...wecom.sim.corp().groupSends.values()].map(({ text }) => text);
    expect(made.sort()).toEqual(Array.from({ length: 25 }, (_, i) => `send ${i}`).sort());
  });

  it.each(["timeout", "refused", "badGateway", "busy"] as const)(
    "waits for WeCom to come back (%s for an hour)",
    async (how) => {
      const { wecom, app, external_userid, userid } = await withFriend();
      const from = wecom.clock.now();
      wecom.sim.setFaults({ down: { from, until: from + 3_600_000, how } });
      const remark = { userid, external_userid, remark: "x" };
      expect(await wecom.clock.run(ending(app.contacts.remark(remark)))).toMatchObject({
        retryable: true,
        outcome: "later",
      });
      wecom.clock.advance(3_600_000);
      await wecom.clock.run(app.contacts.remark(remark));
    },
  );

  it("has none of its messages dropped for being too many, and is never refused for being too fast", async () => {
    const { wecom, app, external_userid, userid } = await withFriend();
    const sends = Array.from({ length: 100 }, (_, i) =>
      app.messages.send(message(`no ${i}`, "ZHOU"), { maxWaitMs: 600_000 }),
    );
    const remarks = Array.from({ length: 60 }, (_, i) =>
      app.contacts.remark({ userid, external_userid, remark: `no ${i}` }),
    );
    await wecom.clock.run(Promise.all([...sends, ...remarks]));
    const copies = [...wecom.sim.corp().appMessages.values()].map(({ copies: of }) => of.get("zhou")?.state);
    expect(copies).toEqual(Array(100).fill("shown"));
    const refused = wecom.sim.state.journal.filter(({ errcode }) => errcode !== 0);
    expect(refused).toEqual([]);
  });
});
