export { type GroupChat, groupChatSchema } from "./chat-versions.js";
export { type ContactWay, contactWayRecords, contactWaySchema } from "./state-channels.js";
export { type WecomAppRecord, wecomAppRecords, wecomAppSchema } from "./wecom-apps.js";
export { WecomService, type WecomServiceOptions } from "./wecom-service.js";
