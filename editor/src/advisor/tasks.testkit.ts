import type { Task } from "@sopflow/schemas";

/** 2026-06-18 10:00 in Shanghai. */
export const NOW = Date.UTC(2026, 5, 18, 2);
export const HOUR = 3_600_000;
export const ZONE = "Asia/Shanghai";

/** An open task with a script, due in an hour. */
export const taskOf = (part: Partial<Task> = {}): Task => ({
  id: "t1",
  customerId: "c1",
  customerName: "王女士",
  flowId: "first-order",
  version: 1,
  nodeId: "n1",
  enrollmentId: "e1",
  visit: 1,
  title: "首单回访",
  text: "王女士您好，上次问的已经帮您问好了。",
  scriptId: "script",
  materials: [],
  channel: "chat",
  purpose: "marketing",
  scope: "customer",
  priority: 50,
  flowPriority: 50,
  advisorId: "a1",
  assign: "owner",
  fallback: "pool:default",
  why: { kind: "event", event: "order.paid", at: NOW - HOUR },
  plannedAt: NOW,
  issuedAt: NOW,
  dueAt: NOW + HOUR,
  expiresAt: NOW + 48 * HOUR,
  waits: true,
  outcomes: [
    { id: "replied", label: "已回复" },
    { id: "left", label: "有存货", fields: [{ id: "days", label: "还剩几天", type: "daysLeft" }] },
  ],
  skipReasons: [],
  state: "open",
  ...part,
});
