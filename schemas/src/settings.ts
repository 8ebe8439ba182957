import { z } from "zod";
import { contactWindowSchema } from "./flow/settings.js";
import {
  durationSchema,
  externalIdSchema,
  fenSchema,
  localDateSchema,
  localTimeSchema,
  tagSchema,
} from "./primitives.js";

const rolling = z.strictObject({ days: z.int().min(1).max(366), max: z.int().min(0) });

/** At most `max` contacts in any `days` days (1 = a local calendar day), and at least `gap` apart. */
const limitSchema = z.strictObject({ limits: z.array(rolling).max(6), gap: durationSchema.optional() });

const hoursSchema = z.strictObject({ start: localTimeSchema, end: localTimeSchema });

/** Hours in which people with one of these tags like to be contacted; they narrow the brand's. */
const personaWindowSchema = z.strictObject({
  tags: z.array(tagSchema).min(1).max(20),
  windows: z.array(hoursSchema).min(1).max(6),
});
export type PersonaWindow = z.infer<typeof personaWindowSchema>;

/** Local dates, both included. */
const blackoutSchema = z
  .strictObject({ from: localDateSchema, to: localDateSchema, reason: z.string().max(80).default("") })
  .refine(({ from, to }) => from <= to, { error: "the range ends before it begins", path: ["to"] });

/** Brand-wide contact policy, defaults of DOMAIN §5. Flows may only narrow it. */
export const contactPolicySchema = z.strictObject({
  window: contactWindowSchema.prefault({ start: "09:00", end: "21:00", days: [1, 2, 3, 4, 5, 6, 7] }),
  /**
   * Of the groups whose tags a customer has the first counts, for everything but replies. Times are those of the flow's
   * zone.
   */
  personaWindows: z
    .array(personaWindowSchema)
    .max(30)
    .default([
      {
        tags: ["老人"],
        windows: [
          { start: "09:00", end: "11:30" },
          { start: "15:00", end: "19:30" },
        ],
      },
      {
        tags: ["白领女性"],
        windows: [
          { start: "12:00", end: "13:30" },
          { start: "18:30", end: "21:00" },
        ],
      },
      {
        tags: ["孕早", "孕中", "孕晚", "产后哺乳"],
        windows: [
          { start: "10:00", end: "11:30" },
          { start: "14:00", end: "16:00" },
          { start: "20:00", end: "21:00" },
        ],
      },
    ]),
  /**
   * Where a window names weekdays: public holidays count as Sundays, and days that are worked instead (调休) as working
   * days, whatever weekday they are.
   */
  calendar: z
    .strictObject({
      holidays: z.array(localDateSchema).max(400).default([]),
      workdays: z.array(localDateSchema).max(100).default([]),
    })
    .prefault({}),
  /** Days on which nobody is contacted but to be answered. */
  blackouts: z.array(blackoutSchema).max(100).default([]),
  /** Marketing, one to one. */
  marketing: limitSchema.prefault({
    limits: [
      { days: 1, max: 1 },
      { days: 7, max: 2 },
      { days: 30, max: 5 },
    ],
    gap: "PT48H",
  }),
  /** Instead of `marketing` for tier 核心 with low price sensitivity. */
  marketingCore: limitSchema.prefault({ limits: [{ days: 14, max: 1 }] }),
  groupSend: limitSchema.prefault({
    limits: [
      { days: 7, max: 1 },
      { days: 30, max: 4 },
    ],
  }),
  /** Calls that reached the customer. */
  phone: limitSchema.prefault({ limits: [{ days: 30, max: 1 }] }),
  /** Calls tried, reached or not. */
  phoneAttempts: limitSchema.prefault({ limits: [{ days: 30, max: 2 }] }),
  /** All pushes of one campaign together: 1 a day, `perCampaign` in all, `campaigns30d` campaigns per 30 days. */
  campaign: z
    .strictObject({ perDay: z.int().min(0), perCampaign: z.int().min(0), campaigns30d: z.int().min(0) })
    .prefault({ perDay: 1, perCampaign: 3, campaigns30d: 2 }),
  /** Service that the customer did not ask for. Replies, after-sale and usage guidance are not counted. */
  service: limitSchema.prefault({ limits: [{ days: 3, max: 1 }] }),
  suppress: z
    .strictObject({ notNeededDays: z.int().min(0), afterUnwellDays: z.int().min(0), sameSkuDays: z.int().min(0) })
    .prefault({ notNeededDays: 30, afterUnwellDays: 14, sameSkuDays: 14 }),
});
export type ContactPolicy = z.infer<typeof contactPolicySchema>;
export type ContactLimit = z.infer<typeof limitSchema>;

export const attributeDefinitionSchema = z.strictObject({
  type: z.enum(["text", "number", "boolean", "date"]),
  label: z.string().min(1).max(80),
});

const webhookHostSchema = z
  .string()
  .max(253)
  .regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$|^[0-9a-f:]+$/, "give a host name in lower case, without scheme or port");

/** Brand settings: one document, versioned; every default comes from practice (DOMAIN). */
export const brandSettingsSchema = z.strictObject({
  brand: z.string().min(1).max(80).default("我的品牌"),
  timezone: z.string().default("Asia/Shanghai"),
  contactPolicy: contactPolicySchema.prefault({}),
  /** How late an event may be and still match (FLOW-FORMAT §4.4), hours. */
  latenessHours: z.int().min(0).max(720).default(24),
  orderLatenessHours: z.int().min(0).max(720).default(72),
  attributes: z.record(z.string().min(1).max(64), attributeDefinitionSchema).default({}),
  /** Spend thresholds in fen that the nightly figures set: tier 高 and 核心, and price sensitivity (DOMAIN §2). */
  thresholds: z
    .strictObject({
      highSpend180: fenSchema.optional(),
      coreSpend365: fenSchema.optional(),
      topAverageSpend: fenSchema.optional(),
    })
    .default({}),
  /** Share of orders that must be discounted for 高 sensitivity, and at most for 低. */
  discountShareHigh: z.number().min(0).max(1).default(0.6),
  discountShareLow: z.number().min(0).max(1).default(0.2),
  /** Advisors who have had as many proactive chats and calls today as they can do (`capacityPerDay`). */
  capacity: z
    .strictObject({
      /** What becomes of tasks that do not say so themselves; `issue` = they go out all the same. */
      onFull: z.enum(["issue", "defer", "group_send", "drop"]).default("defer"),
    })
    .prefault({}),
  /**
   * A step that issues far more tasks than usual within an hour is stopped until a lead releases it: more than `factor`
   * times its forecast, which is the mean of the same hour on the `days` days before (those since its first task), and at
   * least `minimum`. `factor` 0 = never.
   */
  breaker: z
    .strictObject({
      factor: z.number().min(0).max(1_000).default(5),
      minimum: z.int().min(1).max(1_000_000).default(400),
      days: z.int().min(1).max(60).default(14),
    })
    .prefault({}),
  /** How advisors hear of their tasks in WeCom. */
  wecom: z
    .strictObject({
      /** Tasks that come within so many seconds of each other are told in one message. */
      mergeSeconds: z.int().min(0).max(3_600).default(60),
      /** Least time between two messages to one advisor, minutes; a customer who waits for an answer passes it. */
      gapMinutes: z.int().min(0).max(720).default(15),
      /** WeCom's cap on group sends per customer, as the corp has chosen it there. */
      groupSendCap: z.enum(["month", "week", "day"]).default("month"),
    })
    .prefault({}),
  /** Where webhooks may go. */
  webhooks: z
    .strictObject({
      /** Host names, or `*.example.com` for everything below one. None = no webhook goes out. */
      allowedHosts: z.array(webhookHostSchema).max(50).default([]),
      /** Allow addresses of private networks and of this machine. */
      allowPrivate: z.boolean().default(false),
    })
    .prefault({}),
  /** Keep the log of raw inputs so many days. */
  retentionDays: z.int().min(7).max(3_650).default(400),
  /**
   * Keep what flows did and decided about customers, and why, so many days: no less than pages sum up by day, and forecasts
   * look back.
   */
  traceDays: z.int().min(45).max(3_650).default(400),
  /** Keep with each decision the values it read. Without them pages tell what was decided, and not why. */
  traceValues: z.boolean().default(true),
});
export type BrandSettings = z.infer<typeof brandSettingsSchema>;

export const productSchema = z.strictObject({
  sku: externalIdSchema,
  name: z.string().min(1).max(200),
  price: fenSchema.min(0).optional(),
  /** Days that one unit lasts at one daily dose; without it the sku is never replenished. */
  daysOfSupply: z.number().positive().max(3_650).optional(),
  category: z.string().max(80).optional(),
  archived: z.boolean().optional(),
});
export type Product = z.infer<typeof productSchema>;

export const advisorSchema = z.strictObject({
  id: externalIdSchema,
  name: z.string().min(1).max(80),
  /** WeCom's user id, where it is not the same as `id`. */
  wecomUserId: z.string().min(1).max(64).optional(),
  /** Which connection to WeCom is theirs, where the brand has several; default: the first. */
  wecomApp: z.string().min(1).max(32).optional(),
  pools: z.array(z.string().regex(/^[\p{L}\p{N}_-]{1,64}$/u)).default(["default"]),
  /** Proactive chats a day (DOMAIN §5). */
  capacityPerDay: z.int().min(0).default(80),
  active: z.boolean().default(true),
});
export type Advisor = z.infer<typeof advisorSchema>;

/** A group of the brand's tag taxonomy (DOMAIN §2). */
export const tagGroupSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(64),
  tags: z.array(tagSchema).max(500),
  /** At most one tag of the group at a time: adding one removes the others. */
  exclusive: z.boolean().default(false),
  /** A tag of the group ends so many days after it was last added. */
  expireDays: z.int().min(1).max(3_650).optional(),
  automatic: z.boolean().default(false),
  syncToWecom: z.boolean().default(false),
});
export const taxonomySchema = z.strictObject({ groups: z.array(tagGroupSchema).max(200).default([]) });
export type Taxonomy = z.infer<typeof taxonomySchema>;
