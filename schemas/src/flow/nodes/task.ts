import { z } from "zod";
import { nodeSchema } from "../node-base.js";
import { taskFields } from "../task-fields.js";

/** A person's work: issued to an advisor, and with `wait` the enrollment waits for its result (FLOW-FORMAT §3.1). */
export const taskNodeSchema = nodeSchema("task", z.strictObject({ ...taskFields, wait: z.boolean().default(true) }));
