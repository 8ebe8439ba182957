import { z } from "zod";

/** Something sent along with a text. Text before url so that a list of them reads well. */
export const materialSchema = z.strictObject({
  kind: z.enum(["image", "link", "miniprogram", "file", "video"]),
  title: z.string().max(120).default(""),
  url: z.string().min(1).max(2_000),
});
export type Material = z.infer<typeof materialSchema>;
