import type { Call } from "../endpoints/endpoint.js";
import type { Relation } from "../state/customers.js";
import type { GroupSendTask } from "../state/work.js";
import type { Args } from "./args.js";
import { CallError, ERR } from "./errcodes.js";
import { areFriends, contactsOf, isVisible } from "./lookup.js";
import { groupOfTag } from "./tag-book.js";

interface Targets {
  /** Asked for, and not reachable by anybody who may send. */
  readonly fails: string[];
  readonly tasks: Map<string, GroupSendTask>;
}

/** Who is to send to whom. A customer is given to one member only: the one who chatted last. */
export function readTargets(call: Call, chatType: "single" | "group", sender: string | undefined): Targets {
  const { body } = call;
  if (chatType === "group") return groupTargets(call, sender ?? "");
  const asked = body.texts("external_userid", 10_000);
  // Ignored where customers are named.
  const filter = asked.length > 0 ? undefined : tagFilter(call, body.optionalObject("tag_filter"));
  if (sender === undefined && asked.length === 0 && filter === undefined) {
    throw body.refuse("external_userid", "tag_filter and sender are all empty");
  }
  const senders = sender === undefined ? advisors(call) : [sender];
  const best = new Map<string, Relation>();
  for (const userid of senders) {
    for (const relation of contactsOf(call.corp, userid)) {
      if (!areFriends(relation) || (filter && !filter(relation))) continue;
      const other = best.get(relation.externalUserid);
      if (!other || lastTouch(relation) > lastTouch(other)) best.set(relation.externalUserid, relation);
    }
  }
  const wanted = asked.length > 0 ? [...new Set(asked)] : [...best.keys()];
  const tasks = new Map<string, GroupSendTask>();
  const fails: string[] = [];
  for (const externalUserid of wanted) {
    const relation = best.get(externalUserid);
    if (relation) addTarget(tasks, relation.userid, externalUserid);
    else fails.push(externalUserid);
  }
  return { fails, tasks };
}

const lastTouch = ({ lastChatAt, createdAt }: Relation): number => Math.max(lastChatAt, createdAt);

const advisors = ({ corp, app }: Call): string[] =>
  [...corp.members.values()].flatMap((member) =>
    member.customerFeature && isVisible(app, member.userid) ? [member.userid] : [],
  );

/** Any tag of a list, of every list. */
function tagFilter(call: Call, filter: Args | undefined): ((relation: Relation) => boolean) | undefined {
  const groups = filter?.objects("group_list", 100).map((group) => group.texts("tag_list", 100)) ?? [];
  if (groups.length === 0) return undefined;
  for (const id of groups.flat()) if (!groupOfTag(call.corp, id)) throw new CallError(ERR.invalidTagId, id);
  return ({ tags }) => groups.every((ids) => ids.some((id) => tags.has(id)));
}

function groupTargets({ corp, body }: Call, owner: string): Targets {
  const asked = [...new Set(body.texts("chat_id_list", 2_000))];
  const owned = [...corp.groupChats.values()].filter(
    (chat) => !chat.dismissed && chat.owner.toLowerCase() === owner.toLowerCase(),
  );
  const tasks = new Map<string, GroupSendTask>();
  const fails = asked.filter((id) => !owned.some(({ chatId }) => chatId === id));
  for (const { chatId } of owned) {
    if (asked.length === 0 || asked.includes(chatId)) addTarget(tasks, owner, chatId);
  }
  return { fails, tasks };
}

function addTarget(tasks: Map<string, GroupSendTask>, userid: string, target: string): void {
  const key = userid.toLowerCase();
  const task = tasks.get(key) ?? { userid, status: 0, sentAt: undefined, targets: new Map() };
  tasks.set(key, task);
  task.targets.set(target, { status: 0, sentAt: undefined });
}
