import { z } from "zod";

/** What a place in a flow is called, for those who may not read flows. Absent where the flow or the step is gone. */
export const stepNamesShape = {
  flowName: z.string().optional(),
  nodeType: z.string().optional(),
  /** The author's own title; a step without one is called what its type is called. */
  nodeTitle: z.string().optional(),
  /** Of a goal that was reached: type of the event that reaches it. Goals have no other name. */
  goalOn: z.string().optional(),
};

export type StepNames = z.infer<z.ZodObject<typeof stepNamesShape>>;
