import { z } from "zod";
import { tagSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

export const tagNodeSchema = nodeSchema(
  "tag",
  z.strictObject({ add: z.array(tagSchema).max(50).default([]), remove: z.array(tagSchema).max(50).default([]) }),
);
