import { z } from "zod";
import { flowIdSchema, partIdSchema } from "../primitives.js";
import { FLOW_SCHEMA } from "./format.js";
import { flowNodeSchema } from "./node.js";
import { flowSettingsSchema } from "./settings.js";

/** An arrow of the canvas; a port (`sourceHandle`) carries at most one. */
export const flowEdgeSchema = z.strictObject({
  id: partIdSchema,
  source: z.string().min(1),
  sourceHandle: z.string().min(1),
  target: z.string().min(1),
});
export type FlowEdge = z.infer<typeof flowEdgeSchema>;

/** A flow file (FLOW-FORMAT §1): what the canvas saves, files carry and the compiler reads. */
export const flowSchema = z.strictObject({
  schema: z.literal(FLOW_SCHEMA),
  id: flowIdSchema,
  name: z.string().min(1).max(80),
  description: z.string().max(2_000).optional(),
  settings: flowSettingsSchema.prefault({}),
  nodes: z.array(flowNodeSchema).max(500),
  edges: z.array(flowEdgeSchema).max(2_000),
});
/** A flow with every default filled in. */
export type Flow = z.infer<typeof flowSchema>;
/** A flow as an author may write it, defaults left out. */
export type FlowFile = z.input<typeof flowSchema>;
