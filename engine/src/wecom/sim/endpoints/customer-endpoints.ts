import type { JsonObject } from "@sopflow/schemas";
import { CallError, ERR } from "../rules/errcodes.js";
import { advisorOf, contactsOf, customerOf, isVisible, relationOf, seconds } from "../rules/lookup.js";
import { pageOf } from "../rules/paging.js";
import type { SimCorp } from "../state/corp.js";
import type { Customer, Relation } from "../state/customers.js";
import type { Call, Endpoint } from "./endpoint.js";

const FOLLOWERS_PER_PAGE = 500;

/** Reading customers, and remarks about them. */
export const CUSTOMER_ENDPOINTS: readonly Endpoint[] = [
  { path: "externalcontact/list", method: "GET", customers: true, run: list },
  { path: "externalcontact/get", method: "GET", customers: true, run: get },
  { path: "externalcontact/batch/get_by_user", method: "POST", customers: true, run: getByUser },
  { path: "externalcontact/remark", method: "POST", customers: true, writes: true, run: remark },
];

function list(call: Call): JsonObject {
  const member = advisorOf(call, call.query.text("userid", { error: ERR.unknownMember }));
  const contacts = contactsOf(call.corp, member.userid);
  // Seen live: a member without customers is an error, no empty list (WxJava issue 1528).
  if (contacts.length === 0) throw new CallError(ERR.noRelation, `${member.userid} has no customers`);
  return { external_userid: contacts.map((relation) => relation.externalUserid) };
}

function get({ corp, app, query }: Call): JsonObject {
  const customer = customerOf(corp, query.text("external_userid", { error: ERR.invalidExternalUserid }));
  const followers = [...corp.relations.values()].filter(
    (relation) =>
      relation.externalUserid === customer.externalUserid && relation.memberKeeps && isVisible(app, relation.userid),
  );
  if (followers.length === 0) throw new CallError(ERR.noRelation, customer.externalUserid);
  const { items, next } = pageOf(query, followers, { most: FOLLOWERS_PER_PAGE, usual: FOLLOWERS_PER_PAGE });
  return {
    external_contact: contactJson(corp, customer),
    follow_user: items.map((relation) => ({ ...followJson(relation), tags: tagsJson(corp, relation) })),
    ...(next !== "" && { next_cursor: next }),
  };
}

function getByUser(call: Call): JsonObject {
  const { corp, body } = call;
  const userids = body.texts("userid_list", 100);
  if (userids.length === 0) throw body.refuse("userid_list", "must have 1 to 100 entries");
  const members = userids.map((userid) => advisorOf(call, userid));
  const licensed = members.filter((member) => member.licensed);
  if (licensed.length === 0) throw new CallError(ERR.unlicensed);
  const relations = licensed.flatMap((member) => contactsOf(corp, member.userid));
  const { items, next } = pageOf(body, relations, { most: 100, usual: 50 });
  const unlicensed = members.flatMap((member) => (member.licensed ? [] : [member.userid]));
  return {
    external_contact_list: items.map((relation) => ({
      external_contact: contactJson(corp, customerOf(corp, relation.externalUserid)),
      // Personal tags and names of tags are not given here.
      follow_info: { ...followJson(relation), tag_id: [...relation.tags] },
    })),
    next_cursor: next,
    ...(unlicensed.length > 0 && { fail_info: { unlicensed_userid_list: unlicensed } }),
  };
}

const contactJson = (corp: SimCorp, customer: Customer): JsonObject => ({
  external_userid: customer.externalUserid,
  name: customer.name,
  avatar: "",
  type: customer.type,
  gender: customer.gender,
  ...(corp.openPlatform && customer.type === 1 && { unionid: customer.unionid }),
  ...(customer.type === 2 && { corp_name: customer.corpName, corp_full_name: customer.corpName, position: "" }),
});

const followJson = (relation: Relation): JsonObject => ({
  userid: relation.userid,
  remark: relation.remark,
  description: relation.description,
  createtime: seconds(relation.createdAt),
  remark_corp_name: relation.remarkCompany,
  remark_mobiles: [...relation.remarkMobiles],
  add_way: relation.addWay,
  oper_userid: relation.operUserid,
  ...(relation.state !== "" && { state: relation.state }),
});

function tagsJson(corp: SimCorp, relation: Relation): JsonObject[] {
  const corpTags = [...corp.tagGroups.values()].flatMap((group) =>
    [...group.tags.values()]
      .filter((tag) => relation.tags.has(tag.id))
      .map((tag) => ({ group_name: group.name, tag_name: tag.name, tag_id: tag.id, type: 1 })),
  );
  return [...corpTags, ...relation.personalTags.map((name) => ({ group_name: "", tag_name: name, type: 2 }))];
}

function remark(call: Call): JsonObject {
  const { corp, body, state } = call;
  const member = advisorOf(call, body.text("userid", { error: ERR.unknownMember }));
  const externalUserid = body.text("external_userid", { error: ERR.invalidExternalUserid });
  const change = {
    remark: body.optionalText("remark", { maxChars: 20 }),
    description: body.optionalText("description", { maxChars: 150 }),
    company: body.optionalText("remark_company", { maxChars: 20 }),
    mobiles: body.has("remark_mobiles") ? body.texts("remark_mobiles", 5) : undefined,
  };
  const relation = relationOf(corp, member.userid, externalUserid);
  if (change.remark === undefined && change.description === undefined && change.company === undefined) {
    if (change.mobiles === undefined && !body.has("remark_pic_mediaid"))
      throw body.refuse("remark", "nothing to change");
  }
  relation.remark = change.remark ?? relation.remark;
  relation.description = change.description ?? relation.description;
  relation.remarkCompany = change.company ?? relation.remarkCompany;
  // `[""]` clears them.
  relation.remarkMobiles = change.mobiles?.filter((mobile) => mobile !== "") ?? relation.remarkMobiles;
  state.effects.push({ kind: "customer.remarked", corpid: corp.corpid, userid: member.userid, externalUserid });
  return {};
}
