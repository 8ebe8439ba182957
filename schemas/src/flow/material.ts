import { z } from "zod";

/** Something sent along with a text. Text before url so that a list of them reads well. */
export const materialSchema = z.strictObject({
  kind: z.enum(["image", "link", "miniprogram", "file", "video"]),
  title: z.string().max(120).default(""),
  /** Address of a picture, link, file or video; the page of a mini-programme. */
  url: z.string().min(1).max(2_000),
  /** Of a mini-programme. Files from before it was kept have none: the flow is told so at the node. */
  appId: z.string().max(64).optional(),
  /** Address of the picture that a mini-programme's or a link's card shows. */
  cover: z.string().max(2_000).optional(),
});
export type Material = z.infer<typeof materialSchema>;
