export type { FlowAnswer, FlowRefusal } from "./flow-answer.js";
export type { FlowParts } from "./flow-parts.js";
export { createFlowService, type FlowService } from "./flow-service.js";
export type { TemplateChoice } from "./from-template.js";
export { type EnrollmentOrder, type OrderAnswer, orderEnrollment } from "./inside/order-enrollment.js";
