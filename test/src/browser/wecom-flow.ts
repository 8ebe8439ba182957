const node = (id: string, type: string, data: object, y: number, label: string) => ({
  id,
  type,
  position: { x: 0, y },
  data,
  label,
});
const edge = (from: string, port: string, to: string) => ({
  id: `${from}.${port}`,
  source: from,
  sourceHandle: port,
  target: to,
});
const REPLY = { purpose: "reply", dueIn: "PT1H", expireIn: "P1D" };

/** Package card → welcome → ice-breaking by side bar → by the answer, a group send → a last look; an order ends it all. */
export const WECOM_FLOW = {
  schema: "sopflow/flow@1",
  id: "wecom-loop",
  name: "包裹卡闭环",
  settings: { exitWhen: [{ on: "order.paid", reason: "purchased" }] },
  nodes: [
    node(
      "scanned",
      "trigger.event",
      {
        event: "friend.added",
        where: { all: [{ fact: "event", path: "$.props.channel", operator: "equal", value: "package-card" }] },
        welcome: { text: "您好，我是{{advisor.name}}，谢谢您扫卡" },
      },
      0,
      "扫卡",
    ),
    node(
      "break",
      "task",
      {
        ...REPLY,
        title: "破冰",
        script: "包裹收到了吗？",
        outcomes: [
          { id: "curious", label: "想听直播", contact: "replied" },
          { id: "silent", label: "没有回", contact: "delivered_no_reply" },
        ],
      },
      160,
      "破冰",
    ),
    node(
      "invite",
      "task",
      {
        title: "邀请看直播",
        script: "今晚八点直播间见",
        channel: "group_send",
        purpose: "marketing",
        dueIn: "PT1H",
        expireIn: "P1D",
      },
      320,
      "群发邀请",
    ),
    node("ask", "task", { ...REPLY, title: "问问看得怎样", script: "直播看得怎样？" }, 480, "回访"),
    node("end", "exit", { reason: "served" }, 640, "结束"),
  ],
  edges: [
    edge("scanned", "out", "break"),
    edge("break", "curious", "invite"),
    edge("break", "silent", "end"),
    edge("invite", "done", "ask"),
    edge("ask", "done", "end"),
  ],
};
