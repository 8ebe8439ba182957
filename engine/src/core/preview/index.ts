export { type CompiledPreview, compilePreview, UNFINISHED } from "./compile-preview.js";
export { customerForPreview, type RealCustomer } from "./customer-for-preview.js";
export type { ExplainedLeaf } from "./explain-condition.js";
export { type MadeUpCustomer, type MadeUpOrder, makeUpCustomer } from "./made-up-customer.js";
export { personInBuckets, type WantedBucket } from "./person-in-buckets.js";
export type { Preview, PreviewStop } from "./preview.js";
export {
  type AskedWay,
  type PreviewLine,
  type PreviewLineKind,
  type PreviewReason,
  type PreviewTask,
  taskKey,
} from "./preview-line.js";
export type { PreviewAnswer, PreviewEvent, PreviewRequest, PreviewStart } from "./preview-request.js";
export { propsThatMatch } from "./props-that-match.js";
export { runPreview } from "./run-preview.js";
export { type SplitGroup, splitGroups } from "./split-groups.js";
export { linesBy, type Trail, trailOf } from "./trail-at.js";
