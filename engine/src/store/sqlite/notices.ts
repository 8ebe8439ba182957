import type { AlertEffect, NotifyEffect } from "../../core/journey/effect.js";
import { alertKey, recipientOf } from "../notice-keys.js";
import type { Connection } from "./connection.js";

interface NoticeWriter {
  notify(notification: NotifyEffect): void;
  alert(alert: AlertEffect): void;
}

/** To be called inside a write; what is there already stays as it is. */
export function prepareNoticeWrites(connection: Connection): NoticeWriter {
  const notify = connection.prepare(
    "INSERT INTO notifications (id, recipient, customer_id, at, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
  );
  const alert = connection.prepare(
    "INSERT INTO alerts (id, customer_id, at, doc) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
  );
  return {
    notify(one) {
      notify.run(one.id, recipientOf(one), one.customerId, one.at, JSON.stringify(one));
    },
    alert(one) {
      alert.run(alertKey(one), one.customerId, one.at, JSON.stringify(one));
    },
  };
}

export function prepareNoticeReads(connection: Connection) {
  const all = connection.prepare<{ doc: string }>("SELECT doc FROM notifications ORDER BY at DESC, id LIMIT ?");
  const to = connection.prepare<{ doc: string }>(
    "SELECT doc FROM notifications WHERE recipient = ? ORDER BY at DESC, id LIMIT ?",
  );
  const alerts = connection.prepare<{ doc: string }>("SELECT doc FROM alerts ORDER BY at DESC, id LIMIT ?");
  return {
    notifications: (recipient: string | undefined, limit: number): NotifyEffect[] =>
      (recipient === undefined ? all.all(limit) : to.all(recipient, limit)).map(({ doc }) => JSON.parse(doc)),
    alerts: (limit: number): AlertEffect[] => alerts.all(limit).map(({ doc }) => JSON.parse(doc)),
  };
}
