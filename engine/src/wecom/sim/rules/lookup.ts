import type { Call } from "../endpoints/endpoint.js";
import { type Member, relationKey, type SimApp, type SimCorp } from "../state/corp.js";
import type { Customer, Relation } from "../state/customers.js";
import { CallError, ERR } from "./errcodes.js";

export const isVisible = (app: SimApp, userid: string): boolean =>
  app.visible === undefined || app.visible.has(userid.toLowerCase());

/** A member the app may act on; 60111 unknown, 60011 outside its visible range. */
export function memberOf({ corp, app }: Pick<Call, "corp" | "app">, userid: string): Member {
  const member = corp.members.get(userid.toLowerCase());
  if (!member || member.hasLeft) throw new CallError(ERR.unknownMember, userid);
  if (!isVisible(app, userid)) throw new CallError(ERR.noRightOnMember, userid);
  return member;
}

/** As `memberOf`, and the member may have customers (84074). */
export function advisorOf(call: Pick<Call, "corp" | "app">, userid: string): Member {
  const member = memberOf(call, userid);
  if (!member.customerFeature) throw new CallError(ERR.noCustomerFeature, userid);
  return member;
}

/** 40096 for a customer nobody knows. */
export function customerOf(corp: SimCorp, externalUserid: string): Customer {
  const customer = corp.customers.get(externalUserid);
  if (!customer) throw new CallError(ERR.invalidExternalUserid, externalUserid);
  return customer;
}

/** The member's contact; 84061 when the member deleted the customer, never had it, or has not confirmed it yet. */
export function relationOf(corp: SimCorp, userid: string, externalUserid: string): Relation {
  customerOf(corp, externalUserid);
  const relation = corp.relations.get(relationKey(userid, externalUserid));
  if (!relation?.memberKeeps || !relation.confirmed) throw new CallError(ERR.noRelation, `${userid} ${externalUserid}`);
  return relation;
}

/** Contacts a member has, oldest first; one-way friends too. */
export const contactsOf = (corp: SimCorp, userid: string): Relation[] =>
  [...corp.relations.values()]
    .filter((relation) => relation.userid.toLowerCase() === userid.toLowerCase() && relation.memberKeeps)
    .sort((a, b) => a.createdAt - b.createdAt);

/** Both have each other: messages reach the customer. */
export const areFriends = (relation: Relation | undefined): boolean =>
  relation?.memberKeeps === true && relation.customerKeeps && relation.confirmed;

export const seconds = (ms: number): number => Math.floor(ms / 1000);
