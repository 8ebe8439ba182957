import { z } from "zod";
import { msSchema } from "../primitives.js";
import { secretNameSchema } from "../webhook.js";
import { listOf } from "./paging.js";

export const webhookSecretParamsSchema = z.strictObject({ name: secretNameSchema });
export const putWebhookSecretBodySchema = z.strictObject({ value: z.string().min(1).max(4_000) });
/** What is told of a secret: never its value. */
export const webhookSecretSchema = z.object({ name: z.string(), at: msSchema, by: z.string() });
export const webhookSecretListSchema = listOf(webhookSecretSchema);
