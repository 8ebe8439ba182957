import { CallError, ERR } from "../rules/errcodes.js";
import { isVisible, memberOf } from "../rules/lookup.js";
import type { Member } from "../state/corp.js";
import type { Call, Endpoint } from "./endpoint.js";

/** Members, departments and the app itself, as far as an app may see them. */
export const MEMBER_ENDPOINTS: readonly Endpoint[] = [
  {
    path: "externalcontact/get_follow_user_list",
    method: "GET",
    customers: true,
    run: (call) => ({ follow_user: visible(call).flatMap((m) => (m.customerFeature ? [m.userid] : [])) }),
  },
  { path: "user/get", method: "GET", run: (call) => asUser(memberOf(call, call.query.text("userid"))) },
  { path: "user/simplelist", method: "GET", run: simpleList },
  {
    path: "department/list",
    method: "GET",
    run: ({ corp }) => ({
      department: [...corp.departments.values()].map(({ id, name, parentid }) => ({ id, name, parentid, order: id })),
    }),
  },
  { path: "agent/get", method: "GET", run: getAgent },
];

const visible = ({ corp, app }: Call): Member[] =>
  [...corp.members.values()].filter((member) => !member.hasLeft && isVisible(app, member.userid));

const asUser = ({ userid, name, departments }: Member) => ({
  userid,
  name,
  department: [...departments],
  status: 1,
  enable: 1,
});

function simpleList(call: Call) {
  const id = call.query.int("department_id", 1, 1_000_000_000);
  if (!call.corp.departments.has(id)) throw call.query.refuse("department_id", "is unknown");
  const members = visible(call).filter(({ departments }) => departments.includes(id));
  return { userlist: members.map(({ userid, name, departments }) => ({ userid, name, department: [...departments] })) };
}

function getAgent(call: Call) {
  const { app } = call;
  if (call.query.int("agentid", 0, 2_147_483_647) !== app.agentid) throw new CallError(ERR.agentForbidden);
  return {
    agentid: app.agentid,
    name: app.name,
    close: app.disabled ? 1 : 0,
    redirect_domain: app.trustedDomain ?? "",
    allow_userinfos: { user: visible(call).map(({ userid }) => ({ userid })) },
    allow_partys: { partyid: app.visible === undefined ? [1] : [] },
    allow_tags: { tagid: [] },
  };
}
