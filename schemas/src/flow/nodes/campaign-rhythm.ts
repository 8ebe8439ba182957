import { z } from "zod";
import { whereSchema } from "../../condition.js";
import { localDateSchema, localTimeSchema, partIdSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";
import { taskFields } from "../task-fields.js";

const slotSchema = z.strictObject({
  ...taskFields,
  id: partIdSchema,
  /** 1 = the campaign's first day. */
  day: z.int().min(1).max(60),
  time: localTimeSchema,
  where: whereSchema.optional(),
});

/** Issues each slot at its day and time to those for whom its `where` holds then; done at midnight after the last day. */
export const campaignRhythmSchema = nodeSchema(
  "campaign.rhythm",
  z.strictObject({
    day1: z.union([
      z.literal("entry"),
      z.literal("nextDay"),
      z.strictObject({ date: localDateSchema }),
      z.strictObject({ attribute: z.string().min(1).max(64) }),
    ]),
    slots: z.array(slotSchema).min(1).max(60),
    contacts: z.enum(["perDay", "perSlot", "exempt"]).default("perDay"),
  }),
);
export type CampaignSlot = z.infer<typeof slotSchema>;
