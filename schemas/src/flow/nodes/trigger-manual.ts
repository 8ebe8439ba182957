import { z } from "zod";
import { nodeSchema, triggerCommon } from "../node-base.js";

/** ○ Started by an advisor, a list, or `flow.start`. */
export const triggerManualSchema = nodeSchema("trigger.manual", z.strictObject({ ...triggerCommon }));
