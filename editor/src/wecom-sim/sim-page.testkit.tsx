import type { JsonObject } from "@sopflow/schemas";
import { render } from "@testing-library/react";
import { LocaleProvider } from "../i18n/locale-context.js";
import { SimPage } from "./sim-page.js";
import type { SimState } from "./sim-state.js";

export const CUSTOMER = "wm-c1";
const AT = Date.UTC(2026, 2, 2, 2);

export const SIM_STATE: SimState = {
  revision: "1",
  now: AT,
  aheadMs: 0,
  sideBarUrl: null,
  hasShop: true,
  products: [{ sku: "probiotic-30", name: "益生菌", price: 26_900 }],
  faults: {
    calls: { busy: 0, answerLost: 0 },
    callbacks: { drop: 0, repeat: 0, reorder: 0, delayMs: 0 },
  },
  calls: [{ at: AT, method: "POST", path: "/cgi-bin/message/send", errmsg: "timeout" }],
  callbacks: [
    {
      id: "cb1",
      name: "change_external_contact.add_external_contact",
      state: "givenUp",
      attempts: 3,
      lastStatus: 500,
      createdAt: AT,
    },
  ],
  corp: {
    name: "演示",
    lowActive: false,
    apps: [{ agentid: 1, name: "客户 SOP", callbackUrl: null }],
    codes: [{ configId: "abc123", state: "package-card", remark: "包裹卡", users: ["lin"] }],
    tags: [{ id: "et1", name: "高意向", group: "意向" }],
    customerCount: 1,
    customers: [
      {
        externalUserid: CUSTOMER,
        name: "王女士",
        groupQuotaLeft: 30,
        friends: [
          {
            userid: "lin",
            isFriend: true,
            memberKeeps: true,
            customerKeeps: true,
            confirmed: true,
            state: "package-card",
            remark: "",
            tags: [],
            addedAt: AT,
            lastChatAt: AT,
            chat: [{ id: "m1", from: "member", at: AT, msgtype: "text", text: "您好，欢迎", via: "welcome" }],
          },
        ],
      },
    ],
    members: [
      {
        userid: "lin",
        name: "林晓雯",
        moments: [],
        messages: [
          {
            msgid: "msg1",
            app: "客户 SOP",
            msgtype: "template_card",
            at: AT,
            state: "shown",
            replacedBy: null,
            content: {
              card_type: "button_interaction",
              main_title: { title: "首单回访" },
              task_id: "t1",
              button_list: [{ text: "已完成", key: "done" }],
              card_action: { type: 1, url: "javascript:alert(1)" },
            },
          },
        ],
        groupSends: [
          {
            msgid: "gs1",
            at: AT,
            text: "会员日",
            attachments: [],
            status: 0,
            cancelled: false,
            ready: true,
            allowSelect: true,
            reminders: 0,
            targetCount: 2,
            targets: [
              { id: CUSTOMER, name: "王女士", status: 0 },
              { id: "wm-c2", name: "李女士", status: 0 },
            ],
          },
        ],
      },
    ],
  },
};

export interface Posted {
  readonly path: string;
  readonly body: JsonObject;
}

/** The page before a made-up simulator; `posted` is what it was told, `answer` what it says to each. */
export function showSim(
  state: SimState = SIM_STATE,
  answer: (posted: Posted) => { status: number; body: JsonObject } = () => ({ status: 200, body: { result: {} } }),
): Posted[] {
  const posted: Posted[] = [];
  globalThis.fetch = async (input, init) => {
    const path = String(input);
    if (init?.method !== "POST")
      return path.includes("after=") ? new Response(null, { status: 204 }) : Response.json(state);
    const call = { path, body: JSON.parse(String(init.body)) };
    posted.push(call);
    const { status, body } = answer(call);
    return Response.json(body, { status });
  };
  render(
    <LocaleProvider initial="zh">
      <SimPage />
    </LocaleProvider>,
  );
  return posted;
}
