import { z } from "zod";
import { externalIdSchema, msSchema } from "../primitives.js";
import { listOf } from "./paging.js";

const textSchema = z.object({ zh: z.string(), en: z.string() });
const address = z.url({ protocol: /^https?$/ }).max(300);

/** How the product is reached by WeCom and reaches it. A secret that is left out stays as it is. */
export const wecomSettingsBodySchema = z.strictObject({
  /** How people call it, where there are several connections. */
  name: z.string().trim().max(40).optional(),
  corpId: z.string().trim().min(1).max(64),
  agentId: z.int().min(1),
  secret: z.string().trim().min(1).max(200).optional(),
  callbackToken: z.string().trim().min(1).max(64).optional(),
  callbackAesKey: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{43}$/, "43 letters and digits, as WeCom's page shows it")
    .optional(),
  /** Our address as WeCom and advisors reach it. */
  origin: address,
  enabled: z.boolean().default(true),
  /** Only a simulator's differ. */
  baseUrl: address.optional(),
  authorizeUrl: address.optional(),
});
export type WecomSettingsBody = z.input<typeof wecomSettingsBodySchema>;

/** Names one of several connections: an app of a corp. The first one is `main`. */
const connectionId = z.string().regex(/^[a-z0-9-]{1,32}$/, "use 1 to 32 small letters, digits and -");
export const wecomConnectionQuerySchema = z.object({ connection: connectionId.optional() });
export const wecomConnectionParamsSchema = z.object({ connection: connectionId });
export const wecomCallbackParamsSchema = wecomConnectionParamsSchema;

/** The steps of connecting a corp, in the order in which they are done. */
export const WECOM_CHECKS = ["secret", "customers", "visible", "callback", "events", "domain", "advisors"] as const;

export const wecomCheckSchema = z.object({
  check: z.enum(WECOM_CHECKS),
  /** `unknown`: cannot be told from here. */
  state: z.enum(["ok", "wrong", "warning", "unknown"]),
  /** What was found, and what to do. */
  message: textSchema,
  code: z.int().optional(),
});
export type WecomCheck = z.infer<typeof wecomCheckSchema>;
export const wecomCheckListSchema = listOf(wecomCheckSchema);

export const wecomReconciliationSchema = z.object({
  startedAt: msSchema,
  endedAt: msSchema,
  members: z.int(),
  customers: z.int(),
  repaired: z.record(z.string(), z.int()),
  chats: z.int(),
  tagsCreated: z.int(),
  tagsTaken: z.int(),
  unknownMembers: z.array(z.string()),
  missingAdvisors: z.array(z.string()),
  unlicensed: z.array(z.string()),
  problems: z.array(z.string()),
});

/** The connection as it stands. Secrets are never told, only whether they are set. */
export const wecomStateSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  configured: z.boolean(),
  enabled: z.boolean(),
  /** A simulator, not WeCom. */
  simulated: z.boolean(),
  /** The simulator's page for playing customer and advisor. */
  simulatorUrl: z.string().optional(),
  corpId: z.string().optional(),
  agentId: z.int().optional(),
  origin: z.string().optional(),
  hasSecret: z.boolean(),
  hasCallback: z.boolean(),
  /** What is entered at WeCom. */
  callbackUrl: z.string().optional(),
  listUrl: z.string().optional(),
  /** Calls stopped because WeCom refused the secret. */
  stopped: textSchema.optional(),
  lastCallbackAt: msSchema.optional(),
  lastReconciliation: wecomReconciliationSchema.optional(),
});
export type WecomState = z.infer<typeof wecomStateSchema>;
export const wecomConnectionListSchema = listOf(wecomStateSchema);

export const contactWaySchema = z.object({
  state: z.string(),
  channel: z.string(),
  remark: z.string(),
  userIds: z.array(z.string()),
  qrCode: z.string().optional(),
});
export const contactWayListSchema = listOf(contactWaySchema);
export const contactWayBodySchema = z.strictObject({
  channel: z.string().trim().min(1).max(64),
  remark: z.string().trim().max(30).default(""),
  advisorIds: z.array(externalIdSchema).min(1).max(100),
});

export const jsSdkQuerySchema = z.strictObject({ url: z.url().max(2_000) });
const signature = z.object({ timestamp: z.int(), nonceStr: z.string(), signature: z.string() });
export const jsSdkSchema = z.object({
  corpId: z.string(),
  agentId: z.int(),
  /** A simulator, not WeCom. */
  simulated: z.boolean(),
  config: signature,
  agentConfig: signature,
});
export type WireJsSdk = z.infer<typeof jsSdkSchema>;

/** Why somebody could not sign in through WeCom, as the advisor's page is told (`?sign_in=`). */
export const SIGN_IN_PROBLEMS = ["expired", "not_connected", "refused", "no_member", "no_advisor", "away"] as const;
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number];

export const signedInQuerySchema = z.object({
  code: z.string().max(512).optional(),
  state: z.string().max(128).optional(),
});

/** One message of a chat, as `sendChatMessage` of WeCom's JS-SDK takes it. */
export const chatMessageSchema = z.discriminatedUnion("msgtype", [
  z.object({ msgtype: z.literal("text"), text: z.object({ content: z.string() }) }),
  z.object({ msgtype: z.literal("image"), image: z.object({ mediaid: z.string() }) }),
  z.object({ msgtype: z.literal("video"), video: z.object({ mediaid: z.string() }) }),
  z.object({ msgtype: z.literal("file"), file: z.object({ mediaid: z.string() }) }),
  z.object({
    msgtype: z.literal("news"),
    news: z.object({ link: z.string(), title: z.string(), desc: z.string(), imgUrl: z.string() }),
  }),
  z.object({
    msgtype: z.literal("miniprogram"),
    miniprogram: z.object({ appid: z.string(), title: z.string(), imgUrl: z.string(), page: z.string() }),
  }),
]);
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** Which material: one of a task's, by its place in the list, or an item of the library. */
export const chatMessageBodySchema = z.union([
  z.strictObject({ taskId: externalIdSchema, material: z.int().min(0).max(20) }),
  z.strictObject({ itemId: externalIdSchema }),
]);
export type ChatMessageBody = z.infer<typeof chatMessageBodySchema>;
export const chatMessageAnswerSchema = z.object({ message: chatMessageSchema });
