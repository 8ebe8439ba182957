import { z } from "zod";

/** A card to an advisor, before WeCom's limits are applied to its texts. */
export const advisorCardSchema = z.object({
  title: z.string(),
  description: z.string(),
  rows: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Page that opens when the card is tapped. */
  url: z.string(),
  /** What may be chosen and sent with a button: the task's outcomes. */
  choice: z
    .object({ key: z.string(), label: z.string(), options: z.array(z.object({ id: z.string(), text: z.string() })) })
    .optional(),
  /** They come back as an event with their key. */
  buttons: z.array(z.object({ key: z.string(), text: z.string(), primary: z.boolean().optional() })),
});
export type AdvisorCard = z.infer<typeof advisorCardSchema>;
