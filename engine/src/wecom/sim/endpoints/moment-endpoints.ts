import type { JsonObject } from "@sopflow/schemas";
import { DAY_MS, perMinute, perMonth } from "../rules/call-windows.js";
import { readContent } from "../rules/content.js";
import { areFriends, isVisible, seconds } from "../rules/lookup.js";
import { pageOf } from "../rules/paging.js";
import { groupOfTag } from "../rules/tag-book.js";
import type { Moment } from "../state/work.js";
import type { Call, Endpoint } from "./endpoint.js";

/** A jobid can be asked for so long. */
const JOB_MS = DAY_MS;

/** 客户朋友圈: posts that members publish themselves. */
export const MOMENT_ENDPOINTS: readonly Endpoint[] = [
  {
    path: "externalcontact/add_moment_task",
    method: "POST",
    customers: true,
    writes: true,
    corpLimits: [perMinute(10), perMonth(100_000)],
    run: add,
  },
  { path: "externalcontact/get_moment_task_result", method: "GET", customers: true, run: jobResult },
  { path: "externalcontact/get_moment_task", method: "POST", customers: true, run: senders },
  { path: "externalcontact/get_moment_send_result", method: "POST", customers: true, run: sendResult },
  { path: "externalcontact/cancel_moment_task", method: "POST", customers: true, writes: true, run: cancel },
];

function add(call: Call): JsonObject {
  const { state, corp, app, body, now } = call;
  const { text, attachments } = readContent(body, corp, now, { most: 9, textChars: 2_000 });
  const kinds = new Set(attachments.map(({ msgtype }) => msgtype));
  const isOneKind = kinds.size <= 1 && !kinds.has("miniprogram") && !kinds.has("file");
  if (!isOneKind || (attachments.length > 1 && !kinds.has("image"))) {
    throw body.refuse("attachments", "must be up to 9 images, or one video, or one link");
  }
  const range = body.optionalObject("visible_range");
  const senderList = range?.optionalObject("sender_list");
  const asked = senderList?.texts("user_list", 100_000) ?? [];
  const departments = senderList?.ints("department_list", 100) ?? [];
  const tagIds = range?.optionalObject("external_contact_list")?.texts("tag_list", 100) ?? [];
  const senders = new Map<string, undefined>();
  const able = [...corp.members.values()].filter((m) => m.customerFeature && isVisible(app, m.userid));
  for (const member of able) {
    const isAsked =
      asked.some((userid) => userid.toLowerCase() === member.userid.toLowerCase()) ||
      member.departments.some((id) => departments.includes(id));
    if (isAsked || asked.length + departments.length === 0) senders.set(member.userid.toLowerCase(), undefined);
  }
  const moment: Moment = {
    momentId: `mom${state.ids.text(29)}`,
    jobid: state.ids.text(43),
    byApp: app.agentid,
    createdAt: now,
    startedAt: now + Math.floor(state.pace.momentMs[0] / 2),
    readyAt: now + state.ids.int(...state.pace.momentMs),
    text,
    attachments,
    tagIds: tagIds.filter((id) => groupOfTag(corp, id)),
    invalidUsers: asked.filter((userid) => !senders.has(userid.toLowerCase())),
    invalidDepartments: departments.filter((id) => !corp.departments.has(id)),
    invalidTags: tagIds.filter((id) => !groupOfTag(corp, id)),
    senders,
    cancelled: false,
  };
  corp.moments.set(moment.momentId, moment);
  state.effects.push({ kind: "moment.asked", corpid: corp.corpid, momentId: moment.momentId, count: senders.size });
  return { jobid: moment.jobid };
}

function jobResult({ corp, app, query, now }: Call): JsonObject {
  const jobid = query.text("jobid");
  const moment = [...corp.moments.values()].find((item) => item.jobid === jobid && item.byApp === app.agentid);
  if (!moment || now > moment.createdAt + JOB_MS) throw query.refuse("jobid", "is unknown or older than 24 h");
  const status = now >= moment.readyAt ? 3 : now >= moment.startedAt ? 2 : 1;
  if (status !== 3) return { status, type: "add_moment_task" };
  return {
    status,
    type: "add_moment_task",
    result: {
      errcode: 0,
      errmsg: "ok",
      moment_id: moment.momentId,
      invalid_sender_list: {
        user_list: [...moment.invalidUsers],
        department_list: [...moment.invalidDepartments],
      },
      invalid_external_contact_list: { tag_list: [...moment.invalidTags] },
    },
  };
}

function momentOf({ corp, body, now }: Call): Moment {
  const moment = corp.moments.get(body.text("moment_id"));
  if (!moment || now < moment.readyAt) throw body.refuse("moment_id", "is unknown");
  return moment;
}

function senders(call: Call): JsonObject {
  const rows = [...momentOf(call).senders];
  const { items, next } = pageOf(call.body, rows, { most: 1_000, usual: 500 });
  return {
    next_cursor: next,
    task_list: items.map(([key, publishedAt]) => ({
      userid: call.corp.members.get(key)?.userid ?? key,
      publish_status: publishedAt === undefined ? 0 : 1,
    })),
  };
}

/** Customers who can see one member's post. */
function sendResult(call: Call): JsonObject {
  const moment = momentOf(call);
  const userid = call.body.text("userid").toLowerCase();
  if (moment.senders.get(userid) === undefined) throw call.body.refuse("userid", "has not published it");
  const seen = [...call.corp.relations.values()].filter(
    (relation) =>
      relation.userid.toLowerCase() === userid &&
      areFriends(relation) &&
      (moment.tagIds.length === 0 || moment.tagIds.some((id) => relation.tags.has(id))),
  );
  const { items, next } = pageOf(call.body, seen, { most: 5_000, usual: 3_000 });
  return { next_cursor: next, customer_list: items.map(({ externalUserid }) => ({ external_userid: externalUserid })) };
}

function cancel(call: Call): JsonObject {
  const moment = momentOf(call);
  if (moment.byApp !== call.app.agentid) throw call.body.refuse("moment_id", "is unknown");
  moment.cancelled = true;
  call.state.effects.push({
    kind: "moment.cancelled",
    corpid: call.corp.corpid,
    momentId: moment.momentId,
    at: seconds(call.now),
  });
  return {};
}
