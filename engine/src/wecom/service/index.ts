export { type GroupChat, groupChatSchema } from "./chat-versions.js";
export {
  type ConnectionScope,
  MAIN_CONNECTION,
  recordsOfConnection,
  storeOfConnection,
} from "./connection-store.js";
export { type ContactWay, contactWayRecords, contactWaySchema } from "./state-channels.js";
export { type WecomAppRecord, wecomAppRecords, wecomAppSchema } from "./wecom-apps.js";
export { listUrlOf, WecomService, type WecomServiceOptions } from "./wecom-service.js";
