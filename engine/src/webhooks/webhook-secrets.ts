import { SECRET_PLACE } from "@sopflow/schemas";
import { z } from "zod";
import { type RecordStore, typedRecords } from "../store/index.js";

const secretSchema = z.object({ value: z.string(), at: z.number(), by: z.string() });

/** Secrets that headers of webhooks name. They are written and used, and never shown again. */
export const webhookSecrets = (records: RecordStore) => typedRecords(records, "webhook.secret", secretSchema);

/** Header values with their secrets in place; undefined = a secret that is not there is named. */
export function fillSecrets(
  headers: Readonly<Record<string, string>>,
  secrets: ReadonlyMap<string, string>,
): Record<string, string> | undefined {
  let isWhole = true;
  const filled = Object.entries(headers).map(([name, value]) => {
    const text = value.replace(SECRET_PLACE, (_place, secret: string) => {
      const found = secrets.get(secret);
      if (found === undefined) isWhole = false;
      return found ?? "";
    });
    return [name, text] as const;
  });
  return isWhole ? Object.fromEntries(filled) : undefined;
}

/** Names of the secrets that headers ask for. */
export const secretsIn = (headers: Readonly<Record<string, string>>): string[] => [
  ...new Set(Object.values(headers).flatMap((value) => [...value.matchAll(SECRET_PLACE)].map((m) => m[1] ?? ""))),
];
