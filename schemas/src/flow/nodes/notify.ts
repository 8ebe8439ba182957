import { z } from "zod";
import { templateTextSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

export const notifySchema = nodeSchema(
  "notify",
  z.strictObject({
    to: z.union([z.enum(["owner", "lead"]), z.string().regex(/^advisor:.{1,128}$/, "use owner, lead or advisor:<id>")]),
    text: templateTextSchema.min(1),
  }),
);
