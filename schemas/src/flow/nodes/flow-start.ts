import { z } from "zod";
import { flowIdSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

/** Starts another flow for the customer; that flow's re-entry rules hold. */
export const flowStartSchema = nodeSchema("flow.start", z.strictObject({ flowId: flowIdSchema }));
