import { eventInfo, postedEventSchema } from "@sopflow/schemas";
import { expect, it } from "vitest";
import { CALLBACK_SECRETS, SIM_APP, SimulatedWecom } from "../client/simulated-wecom.testkit.js";
import { type CallbackAction, callbackActions } from "./callback-actions.js";
import { receiveCallback } from "./receive-callback.js";

it("every callback that the simulator pushes is understood, and what it posts is taken by intake", async () => {
  const wecom = new SimulatedWecom();
  const versions = new Map<string, string>();
  const done: CallbackAction[] = [];
  const keys = new Set<string>();
  const hear = () => {
    wecom.clock.advance(10_000);
    for (const { query, body } of wecom.callbacks()) {
      const callback = receiveCallback(CALLBACK_SECRETS, query, body);
      expect(callback.event.kind, callback.xml).not.toBe("unknown");
      keys.add(callback.dedupeKey);
      const chatId = callback.event.kind.startsWith("chat.") && "chatId" in callback.event ? callback.event.chatId : "";
      const context = {
        advisorOf: (id: string) => id,
        channelOf: () => "card",
        memberVersion: versions.get(chatId),
        receivedAt: wecom.clock.now(),
      };
      for (const action of callbackActions(callback, context)) {
        done.push(action);
        if (action.do === "note_chat_version") versions.set(action.chatId, action.version);
      }
    }
  };
  const { app, clock } = { app: wecom.app(), clock: wecom.clock };
  const userid = "LinXiaowen";
  const way = await clock.run(app.contactWays.add({ type: 2, user: [userid], state: "card" }));
  const scan = (name: string, half?: boolean) =>
    String(wecom.act({ type: "customer.scan", configId: way.config_id, name, half }).externalUserid);
  const wang = scan("王姐");
  const li = scan("李哥", true);
  wecom.act({ type: "advisor.confirmFriend", userid, externalUserid: li });
  wecom.act({ type: "advisor.editCustomer", userid, externalUserid: wang, remark: "王姐" });
  hear();
  const { chatId } = wecom.act({ type: "group.create", owner: userid, name: "群", externalUserids: [wang] });
  hear();
  const group = await clock.run(app.groupChats.get({ chat_id: String(chatId) }));
  versions.set(String(chatId), group.group_chat.member_version ?? "");
  for (const type of ["group.addMember", "group.removeMember"] as const) {
    wecom.act({ type, chatId: String(chatId), externalUserid: li });
    hear();
  }
  wecom.act({ type: "group.rename", chatId: String(chatId), text: "新群" });
  wecom.act({ type: "group.dismiss", chatId: String(chatId) });
  wecom.act({ type: "tag.create", group: "意向", names: ["高"] });
  wecom.act({ type: "advisor.openApp", userid, agentid: SIM_APP.agentId });
  wecom.act({ type: "customer.deleteAdvisor", userid, externalUserid: wang });
  wecom.act({ type: "advisor.deleteCustomer", userid, externalUserid: li });
  wecom.act({ type: "admin.lowActive", on: true });
  hear();

  const posted = done.flatMap((action) => (action.do === "post" ? [action.event] : []));
  expect(posted.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["friend.added", "friend.half_added", "friend.removed", "group.joined", "group.left"]),
  );
  for (const event of posted) {
    expect(postedEventSchema.safeParse(event).error).toBeUndefined();
    expect(eventInfo(event.type)?.props.safeParse(event.props).success).toBe(true);
  }
  expect(new Set(posted.map(({ id }) => id)).size).toBe(posted.length);
  const kinds = new Set(done.map((action) => action.do));
  for (const kind of [
    "welcome",
    "refetch_contact",
    "refetch_chat",
    "close_chat",
    "refetch_tags",
    "note_health",
    "nothing",
  ]) {
    expect(kinds).toContain(kind);
  }
  expect(keys.size).toBeGreaterThan(10);
});
