import type { AlertEffect, NotifyEffect } from "../core/journey/effect.js";

/** Whom a notification is kept for: `owner` becomes the advisor by name, as far as there is one. */
export const recipientOf = ({ to, advisorId }: NotifyEffect): string =>
  to === "owner" && advisorId !== undefined ? `advisor:${advisorId}` : to;

/** Alerts carry no id: the same about the same at the same time is the same. */
export const alertKey = ({ customerId, code, at, flowId, nodeId }: AlertEffect): string =>
  JSON.stringify([customerId, code, at, flowId ?? "", nodeId ?? ""]);
