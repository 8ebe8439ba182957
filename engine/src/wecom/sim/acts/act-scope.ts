import { type Member, relationKey, type SimCorp } from "../state/corp.js";
import type { Customer, Relation } from "../state/customers.js";
import type { SimState } from "../state/world.js";
import { ActError } from "./act.js";

export interface ActScope {
  readonly state: SimState;
  readonly corp: SimCorp;
  readonly now: number;
}

export function requireCustomer({ corp }: ActScope, externalUserid: string): Customer {
  const customer = corp.customers.get(externalUserid);
  if (!customer) throw new ActError(`there is no customer ${externalUserid}`);
  return customer;
}

export function requireMember({ corp }: ActScope, userid: string): Member {
  const member = corp.members.get(userid.toLowerCase());
  if (!member) throw new ActError(`there is no member ${userid}`);
  if (member.hasLeft) throw new ActError(`${userid} has left the corp`);
  return member;
}

/** What the two are to each other, whoever still keeps whom. */
export function requireRelation(scope: ActScope, userid: string, externalUserid: string): Relation {
  requireMember(scope, userid);
  requireCustomer(scope, externalUserid);
  const relation = scope.corp.relations.get(relationKey(userid, externalUserid));
  if (!relation) throw new ActError(`${externalUserid} never added ${userid}: scan one of their codes first`);
  return relation;
}
