import { publishAppEvent, publishChange } from "../callbacks/publish.js";
import { MEMBER_CUSTOMERS } from "../create-state.js";
import { allTags, dropTag, groupOfTag, MOST_TAGS, newGroup, newTag } from "../rules/tag-book.js";
import { ActError, type ActOf, type ActResult } from "./act.js";
import { type ActScope, requireMember } from "./act-scope.js";

/** A person saves tags in the console: one event for a new group and one for each tag, in the same second. */
export function createTags(scope: ActScope, act: ActOf<"tag.create">): ActResult {
  const { state, corp, now } = scope;
  if (act.names.length === 0) throw new ActError("name at least one tag");
  if (allTags(corp).length + act.names.length > MOST_TAGS) throw new ActError(`a corp has at most ${MOST_TAGS} tags`);
  const by = { order: 0, byApp: undefined, now };
  const known = [...corp.tagGroups.values()].find(({ name }) => name === act.group);
  const group = known ?? newGroup(state, corp, { ...by, name: act.group });
  if (!known) publishTag(scope, group.id, "tag_group", "create");
  const tags = act.names.map((name) => newTag(state, group, { ...by, name }));
  for (const { id } of tags) publishTag(scope, id, "tag", "create");
  return { groupId: group.id, tagIds: tags.map(({ id }) => id) };
}

export function renameTag(scope: ActScope, { id, name }: ActOf<"tag.rename">): ActResult {
  const group = scope.corp.tagGroups.get(id);
  const target = group ?? groupOfTag(scope.corp, id)?.tags.get(id);
  if (!target) throw new ActError(`there is no tag ${id}`);
  target.name = name;
  publishTag(scope, id, group ? "tag_group" : "tag", "update");
  return {};
}

/** A deleted group takes its tags with it, without events of their own. */
export function deleteTag(scope: ActScope, { id }: ActOf<"tag.delete">): ActResult {
  const group = scope.corp.tagGroups.get(id);
  if (group) for (const tag of [...group.tags.values()]) dropTag(scope.corp, tag.id);
  else if (groupOfTag(scope.corp, id)) dropTag(scope.corp, id);
  else throw new ActError(`there is no tag ${id}`);
  publishTag(scope, id, group ? "tag_group" : "tag", "delete");
  return {};
}

function publishTag({ state, corp, now }: ActScope, id: string, type: "tag" | "tag_group", change: string): void {
  publishChange(state, corp, "change_external_tag", { Id: id, TagType: type, ChangeType: change }, { now });
}

/** Use of customer data falls too low (48011 from now on), or recovers. Every app hears of it. */
export function lowActive({ state, corp, now }: ActScope, { on }: ActOf<"admin.lowActive">): ActResult {
  corp.lowActive = on;
  for (const app of corp.apps.values()) {
    if (!app.customerContact) continue;
    if (!on) publishAppEvent(state, corp, app, "active_restored", { now, from: "sys" });
    if (!on) continue;
    const fields = { EffectTime: Math.floor(now / 1000) };
    publishAppEvent(state, corp, app, "low_active_alert", { now, from: "sys", fields });
    publishAppEvent(state, corp, app, "low_active", { now, from: "sys" });
  }
  return {};
}

export function changeMember({ corp }: ActScope, act: ActOf<"admin.member">): ActResult {
  const known = corp.members.get(act.userid.toLowerCase());
  corp.members.set(act.userid.toLowerCase(), {
    userid: known?.userid ?? act.userid,
    name: act.name ?? known?.name ?? act.userid,
    departments: known?.departments ?? [1],
    licensed: act.licensed ?? known?.licensed ?? true,
    customerFeature: act.customerFeature ?? known?.customerFeature ?? true,
    adminWelcome: act.adminWelcome ?? known?.adminWelcome ?? false,
    hasLeft: act.hasLeft ?? known?.hasLeft ?? false,
    customerCap: act.customerCap ?? known?.customerCap ?? MEMBER_CUSTOMERS,
  });
  return {};
}

/** Settings of an app in the console. Null takes a setting away. */
export function changeApp({ state, corp, now }: ActScope, act: ActOf<"admin.app">): ActResult {
  const app = corp.apps.get(act.agentid);
  if (!app) throw new ActError(`there is no app ${act.agentid}`);
  app.customerContact = act.customerContact ?? app.customerContact;
  app.disabled = act.disabled ?? app.disabled;
  if (act.trustedIps !== undefined) app.trustedIps = act.trustedIps ?? undefined;
  if (act.trustedDomain !== undefined) app.trustedDomain = act.trustedDomain ?? undefined;
  if (act.callback !== undefined) app.callback = act.callback ?? undefined;
  if (act.visible === undefined) return {};
  const before = app.visible;
  const after = act.visible === null ? undefined : new Set(act.visible.map((userid) => userid.toLowerCase()));
  app.visible = after;
  for (const [key, { userid }] of corp.members) {
    const [did, does] = [before?.has(key) ?? true, after?.has(key) ?? true];
    if (did !== does) publishAppEvent(state, corp, app, does ? "subscribe" : "unsubscribe", { now, from: userid });
  }
  return {};
}

/** A code made by hand, for playing without an app that makes them. */
export function addContactWay(scope: ActScope, act: ActOf<"admin.contactWay">): ActResult {
  const { state, corp, now } = scope;
  const users = act.users.map((userid) => requireMember(scope, userid).userid);
  if (users.length === 0) throw new ActError("name at least one member");
  const configId = state.ids.text(32, "0123456789abcdef");
  corp.contactWays.set(configId, {
    configId,
    type: users.length === 1 ? 1 : 2,
    scene: 2,
    style: 1,
    createdAt: now,
    byApp: undefined,
    remark: act.remark ?? "",
    skipVerify: true,
    state: act.state,
    users,
    parties: [],
    qrPath: `/sim/qr/${configId}`,
    turn: 0,
  });
  return { configId };
}
