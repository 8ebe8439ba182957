import { describe, expect, it } from "vitest";
import { EXIT, flowOf, flowWith, report } from "./flow.testkit.js";

const NOW = Date.parse("2026-06-18T12:00:00+08:00");
const task = (data: object) => flowWith("task", { title: "t", script: "s", ...data });
const campaign = (slots: object[], day1: unknown = "entry") =>
  flowWith("campaign.rhythm", { day1, slots: slots.map((slot) => ({ title: "t", script: "s", day: 1, ...slot })) });
const trigger = (type: string, data: object) => flowOf([["t", type, data], EXIT], [["t", "out", "x"]]);

describe("compileFlow refuses a node for", () => {
  it("split.no_weight: weights that sum to zero", () => {
    const flow = flowWith("split", {
      variants: [
        { id: "a", weight: 0 },
        { id: "b", weight: 0 },
      ],
    });
    expect(report(flow)).toEqual(["split.no_weight @ n nodes.1.data.variants"]);
  });

  it("material.app_id_missing (a warning): a mini-programme of an old file, which opens and runs without it", () => {
    const shop = { kind: "miniprogram", title: "商城", url: "pages/a" };
    const flow = task({ materials: [{ ...shop, appId: "wx1" }, shop, { ...shop, url: "wx0123456789abcdef:pages/a" }] });
    expect(report(flow)).toEqual(["material.app_id_missing? @ n nodes.1.data.materials.1.appId"]);
    const welcome = { text: "您好", materials: [shop] };
    expect(report(trigger("trigger.event", { event: "friend.added", welcome }))).toEqual([
      "material.app_id_missing? @ t nodes.0.data.welcome.materials.0.appId",
    ]);
  });

  it("split.too_small (a warning): a share that no bucket falls to", () => {
    const flow = flowWith("split", {
      variants: [
        { id: "a", weight: 1_000_000 },
        { id: "b", weight: 1 },
      ],
    });
    expect(report(flow)).toEqual(["split.too_small? @ n nodes.1.data.variants.1.weight"]);
  });

  it("node.duplicate_id of cases, outcomes, fields, slots, variants, scripts and events waited for", () => {
    const where = { all: [] };
    const two = (item: object) => [
      { id: "a", ...item },
      { id: "a", ...item },
    ];
    const duplicate = (flow: unknown) => report(flow).filter((line) => line.startsWith("node.duplicate_id"));
    expect(duplicate(flowWith("branch", { cases: two({ where }) }))).toEqual([
      "node.duplicate_id @ n nodes.1.data.cases.1.id",
    ]);
    expect(duplicate(task({ outcomes: two({ label: "l" }) }))).toHaveLength(1);
    expect(
      duplicate(task({ outcomes: [{ id: "o", label: "l", fields: two({ label: "l", type: "text" }) }] })),
    ).toHaveLength(1);
    expect(duplicate(task({ script: undefined, scripts: two({ text: "s" }) }))).toHaveLength(1);
    expect(
      duplicate(
        campaign([
          { id: "a", time: "09:00" },
          { id: "a", time: "10:00" },
        ]),
      ),
    ).toHaveLength(1);
    expect(duplicate(flowWith("split", { variants: two({ weight: 1 }) }))).toHaveLength(1);
    expect(duplicate(flowWith("wait.event", { on: two({ event: "order.paid" }), timeout: "P1D" }))).toHaveLength(1);
  });

  it("branch.reserved_case, wait.reserved_id and task.outcome_reserved: names of other ports", () => {
    expect(report(flowWith("branch", { cases: [{ id: "else", where: { all: [] } }] }))).toEqual([
      "branch.reserved_case @ n nodes.1.data.cases.0.id",
    ]);
    expect(report(flowWith("wait.event", { on: [{ id: "timeout", event: "order.paid" }], timeout: "P1D" }))).toEqual([
      "wait.reserved_id @ n nodes.1.data.on.0.id",
    ]);
    for (const id of ["skipped", "expired", "stale", "not_friend", "limit", "done", "out"]) {
      expect(report(task({ outcomes: [{ id, label: "l" }] }))).toEqual([
        "task.outcome_reserved @ n nodes.1.data.outcomes.0.id",
      ]);
    }
  });

  it("task.script_missing and task.script_twice", () => {
    expect(report(task({ script: undefined }))).toEqual(["task.script_missing @ n nodes.1.data.script"]);
    expect(report(task({ scripts: [{ id: "a", text: "s" }] }))).toEqual(["task.script_twice @ n nodes.1.data.script"]);
  });

  it("task.due_after_expire and task.outcomes_unused (warnings)", () => {
    expect(report(task({ dueIn: "P4D" }))).toEqual(["task.due_after_expire? @ n nodes.1.data.dueIn"]);
    expect(report(task({ wait: false, outcomes: [{ id: "a", label: "l" }] }))).toEqual([
      "task.outcomes_unused? @ n nodes.1.data.outcomes",
    ]);
  });

  it("flow.past_date: a fixed date in the past", () => {
    const at = (flow: unknown) => report(flow, { now: NOW });
    expect(at(flowWith("wait.until", { date: "2026-06-17" }))).toEqual(["flow.past_date @ n nodes.1.data.date"]);
    expect(at(flowWith("wait.until", { date: "2026-06-18" }))).toEqual([]);
    expect(at(flowWith("wait.until", { date: "2026-06-18T11:59:00+08:00" }))).toHaveLength(1);
    expect(at(flowWith("wait.until", { date: "2026-06-18T12:01:00+08:00" }))).toEqual([]);
    expect(at(trigger("trigger.schedule", { at: "2026-06-18T11:00:00+08:00", audience: { all: [] } }))).toEqual([
      "flow.past_date @ t nodes.0.data.at",
    ]);
    expect(at(task({ validUntil: "2026-06-01T00:00:00+08:00" }))).toEqual([
      "flow.past_date @ n nodes.1.data.validUntil",
    ]);
    expect(at(campaign([{ id: "a", time: "09:00" }], { date: "2026-06-01" }))).toEqual([
      "flow.past_date @ n nodes.1.data.day1.date",
    ]);
    expect(report(flowWith("wait.until", { date: "2026-06-17" }))).toEqual([]);
  });

  it("trigger.cron_or_at and trigger.bad_cron: a schedule that never comes", () => {
    const schedule = (data: object) => report(trigger("trigger.schedule", { audience: { all: [] }, ...data }));
    expect(schedule({})).toEqual(["trigger.cron_or_at @ t nodes.0.data.cron"]);
    expect(schedule({ cron: "0 9 * * *", at: "2026-06-18T11:00:00+08:00" })).toEqual([
      "trigger.cron_or_at @ t nodes.0.data.cron",
    ]);
    expect(schedule({ cron: "0 9 31 2 *" })).toEqual(["trigger.bad_cron @ t nodes.0.data.cron"]);
    expect(schedule({ cron: "every day" })).toEqual(["trigger.bad_cron @ t nodes.0.data.cron"]);
    expect(schedule({ cron: "0 9 * * MON" })).toEqual([]);
  });

  it("trigger.existing_enroll: an event has nobody who matches at publish", () => {
    expect(report(trigger("trigger.event", { event: "order.paid", existing: "enroll" }))).toEqual([
      "trigger.existing_enroll @ t nodes.0.data.existing",
    ]);
    expect(report(trigger("trigger.audience", { where: { all: [] }, existing: "enroll" }))).toEqual([]);
  });

  it("event.unknown_type in triggers, waits, exits, goals and cancellations", () => {
    expect(report(trigger("trigger.event", { event: "order.payed" }))).toEqual([
      "event.unknown_type @ t nodes.0.data.event",
    ]);
    expect(report(trigger("trigger.event", { event: "custom.birthday_party" }))).toEqual([]);
    expect(report(trigger("trigger.event", { event: "toString" }))).toHaveLength(1);
    expect(report(flowWith("wait.event", { on: [{ id: "a", event: "nope" }], timeout: "P1D" }))).toEqual([
      "event.unknown_type @ n nodes.1.data.on.0.event",
    ]);
    const rule = { on: "nope", reason: "r" };
    expect(report(task({ cancelOn: [rule] }))).toEqual(["event.unknown_type @ n nodes.1.data.cancelOn.0.on"]);
    expect(report(flowWith("exit", {}, { exitWhen: [rule], goals: [{ id: "g", on: "nope", within: "P1D" }] }))).toEqual(
      ["event.unknown_type @ - settings.exitWhen.0.on", "event.unknown_type @ - settings.goals.0.on"],
    );
  });

  it("wait.timeout_zero, wait.lookback_too_long, duration.zero and duration.too_long", () => {
    const on = [{ id: "a", event: "order.paid" }];
    expect(report(flowWith("wait.event", { on, timeout: "PT0S" }))).toEqual([
      "wait.timeout_zero @ n nodes.1.data.timeout",
    ]);
    expect(report(flowWith("wait.condition", { where: { all: [] }, timeout: "P0D" }))).toEqual([
      "wait.timeout_zero @ n nodes.1.data.timeout",
    ]);
    expect(report(flowWith("wait.event", { on, timeout: "P1D", lookback: "P7D" }))).toEqual([]);
    expect(report(flowWith("wait.event", { on, timeout: "P1D", lookback: "P7DT1S" }))).toEqual([
      "wait.lookback_too_long @ n nodes.1.data.lookback",
    ]);
    expect(report(flowWith("wait.duration", { duration: "PT0S" }))).toEqual([
      "duration.zero @ n nodes.1.data.duration",
    ]);
    expect(report(flowWith("wait.duration", { duration: "PT0S", at: "09:00" }))).toEqual([]);
    expect(report(flowWith("wait.duration", { duration: "P9999D" }))).toEqual([
      "duration.too_long @ n nodes.1.data.duration",
    ]);
  });

  it("flow.unknown_zone", () => {
    expect(report(flowWith("exit", {}, { timezone: "Asia/Shangai" }))).toEqual([
      "flow.unknown_zone @ - settings.timezone",
    ]);
  });

  it("flow.start_self and flow.unknown_flow", () => {
    const start = (flowId: string) => flowWith("flow.start", { flowId });
    expect(report(start("f"))).toEqual(["flow.start_self @ n nodes.1.data.flowId"]);
    expect(report(start("other"))).toEqual([]);
    expect(report(start("other"), { flowIds: new Set(["f"]) })).toEqual(["flow.unknown_flow @ n nodes.1.data.flowId"]);
  });

  it("attribute.unknown and attribute.value_type", () => {
    const attributes = {
      birthday: { type: "date" as const, label: "生日" },
      size: { type: "number" as const, label: "尺码" },
    };
    const at = (type: string, data: object) => report(flowWith(type, data), { attributes });
    expect(at("wait.until", { attribute: "birthday" })).toEqual([]);
    expect(at("wait.until", { attribute: "birth" })).toEqual(["attribute.unknown @ n nodes.1.data.attribute"]);
    expect(at("wait.until", { attribute: "size" })).toEqual(["attribute.value_type @ n nodes.1.data.attribute"]);
    expect(at("profile.set", { set: { attributes: { size: "L", birthday: "2026-06-18", gone: 1 } } })).toEqual([
      "attribute.value_type @ n nodes.1.data.set.attributes.size",
      "attribute.unknown @ n nodes.1.data.set.attributes.gone",
    ]);
    expect(report(flowWith("wait.until", { attribute: "birth day" }))).toEqual([
      "attribute.unknown @ n nodes.1.data.attribute",
    ]);
  });

  it("a fact as value that there is not", () => {
    expect(report(flowWith("profile.set", { set: { stage: { fact: "event", path: "$.type" } } }))).toEqual([
      "condition.fact_not_allowed @ n nodes.1.data.set.stage.fact",
    ]);
  });

  it("assign.unknown_advisor and assign.unknown_pool", () => {
    const options = { advisorIds: new Set(["a1"]), pools: new Set(["default"]) };
    expect(report(task({ assign: "advisor:a2", fallback: "pool:vip" }), options)).toEqual([
      "assign.unknown_advisor @ n nodes.1.data.assign",
      "assign.unknown_pool @ n nodes.1.data.fallback",
    ]);
    expect(report(task({ assign: "advisor:a1" }), options)).toEqual([]);
    expect(report(flowWith("notify", { to: "advisor:a2", text: "t" }), options)).toHaveLength(1);
  });

  it("campaign.same_time (a warning)", () => {
    expect(
      report(
        campaign([
          { id: "a", time: "09:00" },
          { id: "b", time: "09:00" },
        ]),
      ),
    ).toEqual(["campaign.same_time? @ n nodes.1.data.slots.1.time"]);
  });

  it("tag.added_and_removed and node.does_nothing", () => {
    expect(report(flowWith("tag", { add: ["a"], remove: ["b", "a"] }))).toEqual([
      "tag.added_and_removed @ n nodes.1.data.remove.1",
    ]);
    expect(report(flowWith("tag", {}))).toEqual(["node.does_nothing? @ n nodes.1.data"]);
    expect(report(flowWith("profile.set", { set: {} }))).toEqual(["node.does_nothing? @ n nodes.1.data.set"]);
  });

  it("trigger.welcome_event: only a new friend can be welcomed", () => {
    const welcome = { text: "您好" };
    const codes = (event: string) => report(trigger("trigger.event", { event, welcome }));
    expect(codes("order.paid")).toEqual(["trigger.welcome_event @ t nodes.0.data.welcome"]);
    expect([codes("friend.added"), codes("friend.half_added")]).toEqual([[], []]);
  });

  it("a webhook's header may only ask for a secret that is saved", () => {
    const flow = flowWith("webhook", {
      url: "https://example.com",
      headers: { Authorization: "Bearer {{secret.crm}}" },
    });
    expect(report(flow, { webhookSecrets: new Set() })).toEqual([
      "webhook.secret_missing @ n nodes.1.data.headers.Authorization",
    ]);
    expect([report(flow, { webhookSecrets: new Set(["crm"]) }), report(flow)]).toEqual([[], []]);
  });

  it("a webhook may not carry a secret, a connection's own header, or a user name in its address", () => {
    const codes = (data: object) => report(flowWith("webhook", { url: "https://example.com", ...data }));
    expect(codes({ headers: { Authorization: "Bearer abc" } })).toEqual([
      "webhook.secret_inline @ n nodes.1.data.headers.Authorization",
    ]);
    expect(codes({ headers: { Authorization: "Bearer {{secret.crm}}", "X-Brand": "a" } })).toEqual([]);
    expect(codes({ headers: { "Content-Length": "1" } })).toEqual([
      "webhook.bad_header @ n nodes.1.data.headers.Content-Length",
    ]);
    expect(codes({ url: "https://me:pass@example.com" })).toEqual(["webhook.bad_url @ n nodes.1.data.url"]);
    expect(codes({ body: { a: ["{{customer.nobody}}"] } })).toEqual([
      "template.unknown_variable @ n nodes.1.data.body.a.0",
    ]);
  });
});
