import type { Store } from "@sopflow/engine";
import { advisorSchema, brandSettingsSchema, productSchema } from "@sopflow/schemas";
import { batchOf, customerOf, enrollmentOf, entryOf, flowOf, T0, taskOf, traceOf, versionOf } from "./fixtures.js";

/** Puts something into every table of a store: more customers than one page of a copy, and a log without its first entries. */
export async function fillStore(store: Store): Promise<void> {
  await store.setMeta("install", "一");
  await store.brand.saveSettings(brandSettingsSchema.parse({ brand: "山茶" }));
  await store.brand.saveProducts([productSchema.parse({ sku: "A", name: "A" })]);
  await store.brand.saveAdvisors([advisorSchema.parse({ id: "amy", name: "Amy" })]);
  await store.flows.save({ flow: flowOf("draft"), expectedRevision: 0, at: T0, by: "lead" });
  await store.flows.publish(versionOf("welcome", 1));
  await store.flows.audit({
    id: "1",
    at: T0,
    by: "lead",
    subject: "flow:welcome",
    action: "publish",
    detail: { a: 1 },
  });
  await store.access.addKey({ id: "k1", name: "k", hash: "h1", scopes: ["intake"], createdAt: T0 });
  await store.access.addKey({ id: "k2", name: "k", hash: "h2", scopes: [], createdAt: T0 });
  await store.access.revokeKey("k2", T0);
  await store.access.addLink({ hash: "l", userId: "u", role: "viewer", expiresAt: T0 + 9 });
  const session = { id: "s", hash: "s", userId: "u", role: "viewer", createdAt: T0, expiresAt: T0 + 9 } as const;
  await store.access.addSession(session);
  await store.customers.bindIdentity("phone", "1", "c1");
  await store.records.put("note", [
    { id: "n1", doc: { text: "你好", "a.b": "$c" }, owner: "amy", customerId: "c1", dueAt: T0 },
    { id: "n2", doc: {} },
  ]);
  const many = Array.from({ length: 1_050 }, (_, n) => n);
  await store.commit(
    batchOf({
      cursor: { consumer: "worker", seq: 100 },
      customers: many.map((n) => ({
        customer: customerOf(`c${n}`, { name: `客户 ${n}`, tags: [`t${n % 3}`], attributes: { "a.$b": n } }),
        expectedVersion: 0,
        wakeAt: n % 2 === 0 ? null : T0 + n,
      })),
      newTasks: [taskOf("t1"), taskOf("t2", { customerId: "c2" })],
      taskCloses: [{ taskId: "t1", state: "done", at: T0 }],
      enrollments: [enrollmentOf("e1"), enrollmentOf("e2", { state: "ended", reason: "purchased" })],
      trace: many.slice(0, 20).map((n) => traceOf(n, 0, { detail: { n } })),
      counters: [{ flowId: "welcome", version: 1, nodeId: "n2", metric: "arrived", key: "", add: 3 }],
      notifications: [
        { kind: "notify", id: "1", to: "lead", text: "看", customerId: "c1", flowId: "welcome", nodeId: "n3", at: T0 },
      ],
      alerts: [{ kind: "alert", code: "loop", at: T0, customerId: "c1" }],
      append: many
        .slice(0, 30)
        .map((n) => entryOf(`e${n}`, { customerId: `c${n}`, history: n % 2 === 0, received: T0 })),
      schedules: [{ id: "welcome/n1", flowId: "welcome", nodeId: "n1", version: 1, nextAt: T0 }],
    }),
  );
  await store.log.append([{ ...entryOf("last", { received: T0 }), dedupe: [{ key: "short", until: T0 + 99 }] }]);
  await store.log.trim(T0 + 1, 3, T0);
}
