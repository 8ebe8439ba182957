export { BY_WECOM, type ChangeContext, type ContactChange, changeEvents, contactChanges } from "./contact-changes.js";
export {
  type ContactSnapshot,
  contactSnapshotSchema,
  type RelationSnapshot,
  snapshotOf,
  withEvent,
  withMarkedTags,
} from "./contact-snapshot.js";
