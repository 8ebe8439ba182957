import type { AlertEffect, NotifyEffect } from "../../core/journey/effect.js";
import { alertKey, recipientOf } from "../notice-keys.js";
import type { CommitBatch } from "../port.js";
import type { Data } from "./data.js";
import type { Draft } from "./draft.js";

/** What is there already stays as it is. */
export async function writeNotices(
  draft: Draft,
  { notifications, alerts }: Pick<CommitBatch, "notifications" | "alerts">,
): Promise<void> {
  await Promise.all([
    draft.load(
      "notifications",
      notifications.map(({ id }) => id),
    ),
    draft.load("alerts", alerts.map(alertKey)),
  ]);
  for (const one of notifications) {
    if (draft.get("notifications", one.id)) continue;
    const { id, customerId, at } = one;
    draft.put("notifications", { _id: id, recipient: recipientOf(one), customerId, at, doc: JSON.stringify(one) });
  }
  for (const one of alerts) {
    const id = alertKey(one);
    if (draft.get("alerts", id)) continue;
    draft.put("alerts", { _id: id, customerId: one.customerId, at: one.at, doc: JSON.stringify(one) });
  }
}

const NEWEST = { at: -1, _id: 1 } as const;

export async function readNotifications(data: Data, to: string | undefined, limit: number): Promise<NotifyEffect[]> {
  const filter = to === undefined ? {} : { recipient: to };
  const rows = await data.read(() => data.connection.find("notifications", filter, { sort: NEWEST, limit }));
  return rows.map(({ doc }) => JSON.parse(doc));
}

export async function readAlerts(data: Data, limit: number): Promise<AlertEffect[]> {
  const rows = await data.read(() => data.connection.find("alerts", {}, { sort: NEWEST, limit }));
  return rows.map(({ doc }) => JSON.parse(doc));
}
