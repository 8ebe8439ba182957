import type { JsonObject } from "@sopflow/schemas";
import { groupQuotaLeft } from "../rules/group-quota.js";
import { areFriends } from "../rules/lookup.js";
import type { Member, SimCorp } from "../state/corp.js";
import type { ChatMessage, Customer, Relation } from "../state/customers.js";
import type { AppMessage, GroupSend, MessageCopy, SendStatus } from "../state/work.js";

/** More than these nobody looks through by hand, and a picture is asked for every second. */
const MOST_CUSTOMERS = 200;
const MOST_TARGETS = 200;
const MOST_MESSAGES = 100;

/** What people see on their phones; plain data for a page. Times are epoch ms. */
export interface CorpView {
  readonly corpid: string;
  readonly name: string;
  readonly lowActive: boolean;
  readonly apps: readonly { readonly agentid: number; readonly name: string; readonly callbackUrl: string | null }[];
  readonly members: readonly MemberView[];
  /** Those who were added or chatted last, in the order they appeared. */
  readonly customers: readonly CustomerView[];
  readonly customerCount: number;
  readonly codes: readonly {
    readonly configId: string;
    readonly state: string;
    readonly remark: string;
    readonly users: readonly string[];
  }[];
  readonly tags: readonly { readonly id: string; readonly name: string; readonly group: string }[];
}

interface MemberView {
  readonly userid: string;
  readonly name: string;
  readonly messages: readonly {
    readonly msgid: string;
    readonly agentid: number;
    readonly app: string;
    readonly msgtype: string;
    readonly at: number;
    readonly state: MessageCopy["state"];
    readonly content: JsonObject;
    readonly replacedBy: string | null;
  }[];
  readonly groupSends: readonly {
    readonly msgid: string;
    readonly at: number;
    readonly text: string;
    readonly attachments: readonly JsonObject[];
    readonly status: 0 | 2;
    readonly cancelled: boolean;
    readonly ready: boolean;
    readonly allowSelect: boolean;
    readonly reminders: number;
    readonly targetCount: number;
    /** The first of them. */
    readonly targets: readonly { readonly id: string; readonly name: string; readonly status: SendStatus }[];
  }[];
  readonly moments: readonly {
    readonly momentId: string;
    readonly at: number;
    readonly text: string;
    readonly publishedAt: number | null;
    readonly ready: boolean;
  }[];
}

interface CustomerView {
  readonly externalUserid: string;
  readonly name: string;
  readonly groupQuotaLeft: number;
  readonly friends: readonly {
    readonly userid: string;
    readonly isFriend: boolean;
    readonly memberKeeps: boolean;
    readonly customerKeeps: boolean;
    readonly confirmed: boolean;
    readonly state: string;
    readonly remark: string;
    readonly tags: readonly string[];
    readonly addedAt: number;
    readonly lastChatAt: number;
    readonly chat: readonly ChatMessage[];
  }[];
}

export function viewCorp(corp: SimCorp, now: number): CorpView {
  return {
    corpid: corp.corpid,
    name: corp.name,
    lowActive: corp.lowActive,
    apps: [...corp.apps.values()].map(({ agentid, name, callback }) => ({
      agentid,
      name,
      callbackUrl: callback?.url ?? null,
    })),
    members: [...corp.members.values()].map((member) => memberView(corp, member, now)),
    customers: recentCustomers(corp).map(({ customer, relations }) => ({
      externalUserid: customer.externalUserid,
      name: customer.name,
      groupQuotaLeft: groupQuotaLeft(corp, customer.externalUserid, now),
      friends: relations.map(friendView),
    })),
    customerCount: corp.customers.size,
    codes: [...corp.contactWays.values()].map(({ configId, state, remark, users }) => ({
      configId,
      state,
      remark,
      users,
    })),
    tags: [...corp.tagGroups.values()].flatMap((group) =>
      [...group.tags.values()].map(({ id, name }) => ({ id, name, group: group.name })),
    ),
  };
}

interface Known {
  readonly customer: Customer;
  readonly relations: readonly Relation[];
}

function recentCustomers(corp: SimCorp): Known[] {
  const byCustomer = new Map<string, Relation[]>();
  for (const relation of corp.relations.values()) {
    const known = byCustomer.get(relation.externalUserid);
    if (known) known.push(relation);
    else byCustomer.set(relation.externalUserid, [relation]);
  }
  const all = [...corp.customers.values()].map((customer) => ({
    customer,
    relations: byCustomer.get(customer.externalUserid) ?? [],
  }));
  if (all.length <= MOST_CUSTOMERS) return all;
  // Who has met nobody yet has just appeared.
  const touchedAt = ({ relations }: Known) =>
    relations.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...relations.map(lastTouch));
  const chosen = new Set([...all].sort((a, b) => touchedAt(b) - touchedAt(a)).slice(0, MOST_CUSTOMERS));
  return all.filter((known) => chosen.has(known));
}

const lastTouch = ({ createdAt, lastChatAt }: Relation): number => Math.max(createdAt, lastChatAt);

function memberView(corp: SimCorp, { userid, name }: Member, now: number): MemberView {
  const key = userid.toLowerCase();
  const messageView = (message: AppMessage) => {
    const copy = message.copies.get(key);
    // Nobody sees what WeCom dropped.
    if (!copy || copy.state === "dropped") return [];
    const { msgid, agentid, msgtype, sentAt } = message;
    const app = corp.apps.get(agentid)?.name ?? "";
    const { state, content, replacedBy = null } = copy;
    return [{ msgid, agentid, app, msgtype, at: sentAt, state, content, replacedBy }];
  };
  return {
    userid,
    name,
    messages: [...corp.appMessages.values()].flatMap(messageView).slice(-MOST_MESSAGES),
    groupSends: [...corp.groupSends.values()].flatMap((send) => sendView(corp, send, key, now)),
    moments: [...corp.moments.values()].flatMap((moment) =>
      moment.senders.has(key) && !moment.cancelled
        ? [
            {
              momentId: moment.momentId,
              at: moment.createdAt,
              text: moment.text,
              publishedAt: moment.senders.get(key) ?? null,
              ready: now >= moment.readyAt,
            },
          ]
        : [],
    ),
  };
}

function sendView(corp: SimCorp, send: GroupSend, key: string, now: number): MemberView["groupSends"][number][] {
  const task = send.tasks.get(key);
  if (!task) return [];
  const nameOf = (id: string) => corp.customers.get(id)?.name ?? corp.groupChats.get(id)?.name ?? id;
  return [
    {
      msgid: send.msgid,
      at: send.createdAt,
      text: send.text,
      attachments: send.attachments,
      status: task.status,
      cancelled: send.cancelled,
      ready: now >= send.dispatchedAt,
      allowSelect: send.allowSelect,
      reminders: send.reminders.length,
      targetCount: task.targets.size,
      targets: [...task.targets].slice(0, MOST_TARGETS).map(([id, { status }]) => ({ id, name: nameOf(id), status })),
    },
  ];
}

const friendView = (relation: Relation): CustomerView["friends"][number] => ({
  userid: relation.userid,
  isFriend: areFriends(relation),
  memberKeeps: relation.memberKeeps,
  customerKeeps: relation.customerKeeps,
  confirmed: relation.confirmed,
  state: relation.state,
  remark: relation.remark,
  tags: [...relation.tags],
  addedAt: relation.createdAt,
  lastChatAt: relation.lastChatAt,
  chat: relation.chat,
});
