import { SECRET_PLACE } from "@sopflow/schemas";
import { z } from "zod";
import { type RecordStore, typedRecords } from "../store/index.js";

const secretSchema = z.object({ value: z.string(), at: z.number(), by: z.string() });

/** Secrets that headers of webhooks name. They are written and used, and never shown again. */
export const webhookSecrets = (records: RecordStore) => typedRecords(records, "webhook.secret", secretSchema);

/** Most secrets that a brand has. */
const MOST_SECRETS = 1_000;

/** Every secret by its name, with who saved it and when. */
export const listSecrets = (records: RecordStore) => webhookSecrets(records).list({ limit: MOST_SECRETS });

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
