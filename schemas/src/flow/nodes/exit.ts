import { z } from "zod";
import { partIdSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

export const exitNodeSchema = nodeSchema("exit", z.strictObject({ reason: partIdSchema.default("done") }));
