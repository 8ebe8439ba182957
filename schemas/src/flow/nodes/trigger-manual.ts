import { z } from "zod";
import { nodeSchema, triggerCommon } from "../node-base.js";

/** Started by an advisor for one customer, by a lead for a list of customers, or by `flow.start`. */
export const triggerManualSchema = nodeSchema("trigger.manual", z.strictObject({ ...triggerCommon }));
