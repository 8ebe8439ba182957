import { eventInfo, postedEventSchema } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CallbackContext, callbackActions, isExternalUserId, welcomeDeadline } from "./callback-actions.js";
import { readCallback } from "./receive-callback.js";

const AT = 1_700_000_000_000;
const WM = "wmA1B2C3D4E5F6G7H8J9K0L1M2N3P4Q5";
const context: CallbackContext = {
  advisorOf: (userId) => `advisor-${userId.toLowerCase()}`,
  channelOf: (state) => (state === "st-card" ? "包裹卡" : undefined),
  receivedAt: AT + 700,
};

const xml = (event: string, change: string, fields: string, from = "sys") =>
  `<xml><ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
  `<CreateTime>${AT / 1_000}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${event}]]></Event>` +
  `${change && `<ChangeType><![CDATA[${change}]]></ChangeType>`}${fields}</xml>`;
const contact = (change: string, more = "") =>
  xml("change_external_contact", change, `<UserID>Zhang</UserID><ExternalUserID>${WM}</ExternalUserID>${more}`);
const chat = (change: string, more = "") => xml("change_external_chat", change, `<ChatId>wrC1</ChatId>${more}`);

const actions = (text: string, more: Partial<CallbackContext> = {}) =>
  callbackActions(readCallback("ww1", text), { ...context, ...more });
const customer = { idType: "external_userid", value: WM };
const at = "2023-11-14T22:13:20+00:00";

describe("a customer who comes", () => {
  it("is greeted first, then posted as a new friend with the channel of the code", () => {
    const text = contact("add_external_contact", "<State>st-card</State><WelcomeCode>WELCOME</WelcomeCode>");
    const [welcome, post, refetch] = actions(text);
    const props = { advisorId: "advisor-zhang", state: "st-card", channel: "包裹卡" };
    expect(post).toMatchObject({ do: "post", event: { type: "friend.added", customer, at, props, source: "wecom" } });
    expect(welcome).toMatchObject({
      do: "welcome",
      code: "WELCOME",
      externalUserId: WM,
      advisorId: "advisor-zhang",
      deadlineAt: AT + 20_000,
      event: post?.do === "post" ? post.event : undefined,
    });
    expect(refetch).toMatchObject({ do: "refetch_contact", externalUserId: WM, userId: "Zhang" });
  });

  it("without a code is not greeted; a state that is not ours is kept, without a channel", () => {
    const found = actions(contact("add_external_contact", "<State>customer</State>"));
    expect(found.map((action) => action.do)).toEqual(["post", "refetch_contact"]);
    expect(found[0]).toMatchObject({ event: { props: { state: "customer" } } });
    expect(found[0]).not.toHaveProperty("event.props.channel");
  });

  it("half is posted as half", () => {
    expect(actions(contact("add_half_external_contact"))[0]).toMatchObject({ event: { type: "friend.half_added" } });
  });

  it("may be greeted for 20 seconds, and for a moment where the clocks are too far apart to say", () => {
    expect(welcomeDeadline(AT, AT + 19_000)).toBe(AT + 20_000);
    expect(welcomeDeadline(AT, AT + 90_000)).toBe(AT + 95_000);
    expect(welcomeDeadline(AT, AT - 60_000)).toBe(AT - 55_000);
  });
});

describe("a customer who goes", () => {
  it.each([
    ["del_external_contact", "advisor"],
    ["del_follow_user", "customer"],
  ])("by %s was removed by the %s", (change, by) => {
    expect(actions(contact(change))).toMatchObject([
      { do: "post", event: { type: "friend.removed", customer, props: { advisorId: "advisor-zhang", by } } },
    ]);
  });

  it("to another advisor is fetched first, so that the new friendship begins before the old one ends", () => {
    const found = actions(contact("del_external_contact", "<Source>DELETE_BY_TRANSFER</Source>"));
    expect(found).toMatchObject([
      { do: "refetch_contact", because: "transferred" },
      { do: "post", event: { type: "friend.removed", props: { reason: "transfer" } } },
    ]);
  });

  it("not, because the transfer failed, is told with the reason", () => {
    const found = actions(contact("transfer_fail", "<FailReason>customer_refused</FailReason>"));
    const props = { advisorId: "advisor-zhang", reason: "customer_refused" };
    expect(found).toMatchObject([{ do: "post", event: { type: "transfer.failed", props } }]);
  });
});

describe("a customer who was edited", () => {
  it("is fetched and compared, since WeCom does not say what changed", () => {
    expect(actions(contact("edit_external_contact"))).toEqual([
      { do: "refetch_contact", externalUserId: WM, userId: "Zhang", because: "edited" },
    ]);
  });
});

describe("a group chat", () => {
  const other = `${WM.slice(0, -1)}Z`;
  const change = (detail: string, more: string) => chat("update", `<UpdateDetail>${detail}</UpdateDetail>${more}`);
  const members = (...ids: string[]) =>
    `<MemChangeCnt>${ids.length}</MemChangeCnt><MemChangeList>${ids.map((id) => `<Item>${id}</Item>`).join("")}</MemChangeList>` +
    "<LastMemVer>v1</LastMemVer><CurMemVer>v2</CurMemVer>";

  it("that members joined posts each customer once, known ones only, and takes over the version", () => {
    const found = actions(change("add_member", `<JoinScene>3</JoinScene>${members(WM, "zhang", other)}`), {
      memberVersion: "v1",
    });
    expect(found).toMatchObject([
      {
        do: "post",
        onlyKnown: true,
        event: { type: "group.joined", customer, props: { groupId: "wrC1", invited: false } },
      },
      { do: "post", onlyKnown: true, event: { type: "group.joined", customer: { value: other } } },
      { do: "note_chat_version", chatId: "wrC1", version: "v2" },
    ]);
    const ids = found.flatMap((action) => (action.do === "post" ? [action.event.id] : []));
    expect(new Set(ids).size).toBe(2);
  });

  it("that a member left says whether they were removed", () => {
    const found = actions(change("del_member", `<QuitScene>1</QuitScene>${members(WM)}`), { memberVersion: "v1" });
    expect(found[0]).toMatchObject({ event: { type: "group.left", props: { groupId: "wrC1", removed: true } } });
  });

  it.each([
    ["a change before was missed", change("add_member", members(WM)), "v0"],
    ["it is not known yet", change("add_member", members(WM)), undefined],
    [
      "the list of members is missing",
      change("add_member", "<MemChangeCnt>1</MemChangeCnt><LastMemVer>v1</LastMemVer><CurMemVer>v2</CurMemVer>"),
      "v1",
    ],
    ["its name changed", change("change_name", ""), "v1"],
    ["its owner changed", change("change_owner", ""), "v1"],
    ["it is new", chat("create"), undefined],
  ])("is fetched when %s", (_when, text, memberVersion) => {
    expect(actions(text, { memberVersion })).toMatchObject([{ do: "refetch_chat", chatId: "wrC1" }]);
  });

  it("that was dismissed is closed", () => {
    expect(actions(chat("dismiss"))).toEqual([{ do: "close_chat", chatId: "wrC1", at: AT }]);
  });
});

describe("other callbacks", () => {
  it.each(["create", "update", "delete", "shuffle"])("tell that tags are to be fetched (%s)", (change) => {
    const text = xml("change_external_tag", change, "<Id>et1</Id><TagType>tag_group</TagType>");
    expect(actions(text)).toEqual([{ do: "refetch_tags", tagType: "tag_group", id: "et1", change }]);
  });

  it("tell which button of which card was pressed, and what was chosen", () => {
    const selected =
      "<SelectedItems><SelectedItem><QuestionKey>outcome</QuestionKey><OptionIds><OptionId>done</OptionId></OptionIds></SelectedItem></SelectedItems>";
    const fields = `<EventKey>done</EventKey><TaskId>t@1</TaskId><CardType>button_interaction</CardType><ResponseCode>RC</ResponseCode><AgentID>1000002</AgentID>`;
    const press = { userId: "zhang", key: "done", taskId: "t@1", responseCode: "RC", agentId: 1000002, at: AT };
    expect(actions(xml("template_card_event", "", `${fields}${selected}`, "zhang"))).toMatchObject([
      {
        do: "press_card",
        press: { ...press, kind: "card.pressed", selected: [{ questionKey: "outcome", optionIds: ["done"] }] },
      },
    ]);
    expect(actions(xml("template_card_menu_event", "", fields, "zhang"))).toMatchObject([
      { do: "press_card", press: { ...press, kind: "card.menu_pressed", selected: [] } },
    ]);
  });

  it.each([
    "inactive_alert",
    "close_inactive_agent",
    "reopen_inactive_agent",
    "low_active_alert",
    "low_active",
    "active_restored",
  ])("warn of what WeCom is about to do (%s)", (signal) => {
    expect(actions(xml(signal, "", "<EffectTime>1700086400</EffectTime>"))).toMatchObject([
      { do: "note_health", health: { signal, effectAt: 1_700_086_400_000 } },
    ]);
  });

  it.each(["enter_agent", "click", "view", "subscribe", "unsubscribe"])("need nothing (%s)", (event) => {
    expect(actions(xml(event, "", "<EventKey></EventKey>", "zhang"))).toEqual([{ do: "nothing", because: event }]);
  });

  it("that we do not know, or that lack a field, are acknowledged and said", () => {
    expect(actions(xml("brand_new", "thing", ""))).toEqual([{ do: "nothing", because: "brand_new.thing" }]);
    expect(actions(xml("change_external_contact", "add_external_contact", "<UserID>z</UserID>"))).toEqual([
      { do: "nothing", because: "change_external_contact.add_external_contact without ExternalUserID" },
    ]);
    expect(actions("<xml><A>1</A></xml>")).toEqual([{ do: "nothing", because: "" }]);
  });
});

describe("what callbacks post", () => {
  it("is always an event that intake takes", () => {
    const changes = [
      "add_external_contact",
      "add_half_external_contact",
      "del_external_contact",
      "del_follow_user",
      "transfer_fail",
    ];
    const word = fc.string({ unit: fc.constantFrom(..."abc-_ 好&"), maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...changes), word, word, (change, state, reason) => {
        const fields = `<State><![CDATA[${state}]]></State><FailReason><![CDATA[${reason}]]></FailReason>`;
        for (const action of actions(contact(change, fields))) {
          if (action.do !== "post") continue;
          expect(postedEventSchema.safeParse(action.event).error).toBeUndefined();
          expect(eventInfo(action.event.type)?.props.safeParse(action.event.props).success).toBe(true);
        }
      }),
    );
  });

  it("tells customers from members by their ids", () => {
    expect(isExternalUserId(WM)).toBe(true);
    expect(isExternalUserId("wmAJ2GCAAAzzzzzzzzzzzzzzzzzzzzzz")).toBe(true);
    expect(["wmei", "wo", "zhangsan", "WangMing", ""].some(isExternalUserId)).toBe(false);
  });
});
