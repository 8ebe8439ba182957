import type { JsonObject } from "@sopflow/schemas";
import type { Args } from "../rules/args.js";
import { CallError, ERR } from "../rules/errcodes.js";
import { advisorOf, relationOf, seconds } from "../rules/lookup.js";
import { allTags, dropTag, groupOfTag, MOST_TAGS, newGroup, newTag } from "../rules/tag-book.js";
import type { TagGroup } from "../state/customers.js";
import type { Call, Endpoint } from "./endpoint.js";

/** Tags of the corp (企业标签). What is changed here makes no callback. */
export const TAG_ENDPOINTS: readonly Endpoint[] = [
  { path: "externalcontact/get_corp_tag_list", method: "POST", customers: true, run: list },
  { path: "externalcontact/add_corp_tag", method: "POST", customers: true, writes: true, run: add },
  { path: "externalcontact/edit_corp_tag", method: "POST", customers: true, writes: true, run: edit },
  { path: "externalcontact/del_corp_tag", method: "POST", customers: true, writes: true, run: remove },
  { path: "externalcontact/mark_tag", method: "POST", customers: true, writes: true, run: mark },
];

function list({ corp, body }: Call): JsonObject {
  const groupIds = body.texts("group_id", 10_000);
  const tagIds = groupIds.length > 0 ? [] : body.texts("tag_id", 10_000);
  const groups = [...corp.tagGroups.values()].flatMap((group) => {
    if (groupIds.length > 0) return groupIds.includes(group.id) ? [groupJson(group)] : [];
    if (tagIds.length === 0) return [groupJson(group)];
    const json = groupJson(group, tagIds);
    return Array.isArray(json.tag) && json.tag.length > 0 ? [json] : [];
  });
  return { tag_group: groups };
}

const groupJson = (group: TagGroup, only: readonly string[] = []): JsonObject => ({
  group_id: group.id,
  group_name: group.name,
  create_time: seconds(group.createdAt),
  order: group.order,
  tag: [...group.tags.values()]
    .filter((tag) => only.length === 0 || only.includes(tag.id))
    .map(({ id, name, order, createdAt }) => ({ id, name, create_time: seconds(createdAt), order })),
});

function add({ state, corp, app, body, now }: Call): JsonObject {
  const wanted = body.objects("tag", 1_000).map((tag) => ({
    name: tag.text("name", { maxChars: 30 }),
    order: tag.int("order", 0, 4_294_967_295, 0),
  }));
  // A group without tags is not kept by WeCom.
  if (wanted.length === 0) throw new CallError(ERR.tagCount);
  const group = groupFor(body, corp.tagGroups);
  if (allTags(corp).length + wanted.length > MOST_TAGS) throw new CallError(ERR.tagCount, `over ${MOST_TAGS} tags`);
  const name = body.optionalText("group_name", { maxChars: 30 }) ?? "";
  const by = { byApp: app.agentid, now };
  const home = group ?? newGroup(state, corp, { ...by, name, order: body.int("order", 0, 4_294_967_295, 0) });
  const added = wanted.map(({ name: tagName, order }) => {
    const known = [...home.tags.values()].find((tag) => tag.name === tagName);
    return known ?? newTag(state, home, { ...by, name: tagName, order });
  });
  return {
    tag_group: groupJson(
      home,
      added.map(({ id }) => id),
    ),
  };
}

function groupFor(body: Args, groups: ReadonlyMap<string, TagGroup>): TagGroup | undefined {
  const id = body.optionalText("group_id");
  if (id !== undefined && id !== "") {
    const group = groups.get(id);
    if (!group) throw new CallError(ERR.invalidTagId, `group_id ${id}`);
    return group;
  }
  const name = body.text("group_name", { maxChars: 30 });
  return [...groups.values()].find((group) => group.name === name);
}

function edit({ corp, app, body }: Call): JsonObject {
  const id = body.text("id");
  const group = corp.tagGroups.get(id) ?? groupOfTag(corp, id);
  const target = group?.id === id ? group : group?.tags.get(id);
  if (!group || !target) throw new CallError(ERR.invalidTagId, id);
  if (target.byApp !== app.agentid) throw new CallError(ERR.tagOfOther, id);
  const name = body.optionalText("name", { maxChars: 30 });
  const others = target === group ? [...corp.tagGroups.values()] : [...group.tags.values()];
  if (name !== undefined && others.some((other) => other.id !== id && other.name === name)) {
    throw new CallError(ERR.tagExists, name);
  }
  target.name = name ?? target.name;
  target.order = body.int("order", 0, 4_294_967_295, target.order);
  return {};
}

function remove({ corp, app, body }: Call): JsonObject {
  const groups = body.texts("group_id", 1_000).map((id) => {
    const group = corp.tagGroups.get(id);
    if (!group) throw new CallError(ERR.invalidTagId, id);
    return group;
  });
  const tags = body.texts("tag_id", 1_000).map((id) => {
    const tag = groupOfTag(corp, id)?.tags.get(id);
    if (!tag) throw new CallError(ERR.invalidTagId, id);
    return tag;
  });
  if (groups.length + tags.length === 0) throw new CallError(ERR.tagCount);
  const other = [...groups, ...tags].find((item) => item.byApp !== app.agentid);
  if (other) throw new CallError(ERR.tagOfOther, other.id);
  for (const group of groups) for (const tag of [...group.tags.values()]) dropTag(corp, tag.id);
  for (const tag of tags) dropTag(corp, tag.id);
  return {};
}

const MOST_TAGS_OF_CUSTOMER = 3_000;

function mark(call: Call): JsonObject {
  const { state, corp, body } = call;
  const member = advisorOf(call, body.text("userid", { error: ERR.unknownMember }));
  const externalUserid = body.text("external_userid", { error: ERR.invalidExternalUserid });
  const added = body.texts("add_tag", 1_000);
  const removed = body.texts("remove_tag", 1_000);
  if (added.length + removed.length === 0) throw new CallError(ERR.tagCount);
  const relation = relationOf(corp, member.userid, externalUserid);
  for (const id of [...added, ...removed]) if (!groupOfTag(corp, id)) throw new CallError(ERR.invalidTagId, id);
  if (new Set([...relation.tags, ...added]).size > MOST_TAGS_OF_CUSTOMER) throw new CallError(ERR.customerTagLimit);
  for (const id of added) relation.tags.add(id);
  for (const id of removed) relation.tags.delete(id);
  state.effects.push({ kind: "customer.tagged", corpid: corp.corpid, userid: member.userid, externalUserid });
  return {};
}
