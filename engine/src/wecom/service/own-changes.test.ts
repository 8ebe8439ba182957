import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EVENTS } from "@sopflow/schemas";
import { expect, it } from "vitest";

/**
 * WeCom calls back for what people change, not for what we change by its interface. Every call of ours that changes
 * something there stands here, with the product's event that tells of it, or why none is needed.
 */
const TOLD_BY: Readonly<Record<string, { readonly events: readonly string[] } | { readonly because: string }>> = {
  // The mark follows from these events, and is noted in the look so that the next comparison does not find it again.
  "tags.mark": { events: ["tag.added", "tag.removed"] },
  "tags.add": { because: "tags of our own taxonomy, which the audit log has" },
  "welcome.send": { events: ["welcome.sent", "welcome.failed"] },
  "transfers.start": { events: ["owner.changed", "transfer.failed"] },
  "transfers.startOfLeaver": { events: ["owner.changed", "transfer.failed"] },
  "groupSends.create": { events: ["task.completed", "task.skipped"] },
  "groupSends.cancel": { because: "follows from the task's own end" },
  "groupSends.remind": { because: "concerns an advisor, no customer" },
  "moments.create": { events: ["task.completed"] },
  "moments.cancel": { because: "follows from the task's own end" },
  "messages.send": { because: "concerns an advisor, no customer" },
  "messages.updateCard": { because: "concerns an advisor, no customer" },
  "contactWays.add": { because: "a setting, which the audit log has" },
  "media.upload": { because: "a file, no customer" },
  "media.uploadAttachment": { because: "a file, no customer" },
};

const CHANGES =
  /\b(contacts|tags|contactWays|groupSends|moments|messages|welcome|transfers|media)\.(remark|mark|add|edit|remove|update|closeTempChat|create|cancel|remind|send|updateCard|recall|start|startOfLeaver|upload|uploadAttachment)\(/g;
const ROOT = join(import.meta.dirname, "../../../..");

function callsIn(folder: string): Set<string> {
  const calls = new Set<string>();
  for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
    const isOurs = entry.isFile() && /\.ts$/.test(entry.name) && !/\.(test|testkit)\.ts$/.test(entry.name);
    if (!isOurs) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    if (!/\b(app|transfers)\b/.test(text)) continue;
    for (const [, group, method] of text.matchAll(CHANGES)) calls.add(`${group}.${method}`);
  }
  return calls;
}

it("every call that changes something at WeCom is told of by an event of the product, or says why not", () => {
  const parts = ["contacts", "delivery", "hand-over", "service", "sync", "welcome"];
  const calls = new Set(parts.flatMap((part) => [...callsIn(`engine/src/wecom/${part}`)]));
  for (const call of callsIn("api/src/routes/wecom")) calls.add(call);
  expect([...calls].sort()).toEqual(Object.keys(TOLD_BY).sort());
  for (const told of Object.values(TOLD_BY)) {
    for (const event of "events" in told ? told.events : []) expect(Object.keys(EVENTS)).toContain(event);
  }
});
