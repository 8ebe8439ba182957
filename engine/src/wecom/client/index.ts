export type { WecomAppConfig, WecomAppState } from "./app-session.js";
export {
  buttonCard,
  type CardButton,
  type CardChoice,
  type CardWords,
  cardTaskIdOf,
  noticeCard,
  taskIdOfCard,
} from "./build-card.js";
export type { CallLog, CallLogEntry } from "./call-log.js";
export type { CallOptions } from "./call-pipeline.js";
export { type CounterStore, forgetOldCounters, memoryCounters, recordCounters } from "./counter-store.js";
export { createWecomClient, WECOM_BASE_URL, type WecomClient, type WecomClientOptions } from "./create-wecom-client.js";
export {
  type ButtonCard,
  cardTaskId,
  type NoticeCard,
  type TemplateCard,
  templateCardSchema,
} from "./endpoints/card-shape.js";
export type { WecomExternalContact, WecomFollowInfo, WecomFollowUser } from "./endpoints/contact-endpoints.js";
export type { WecomContactWay } from "./endpoints/contact-way-endpoints.js";
export {
  attachmentSchema,
  momentAttachmentSchema,
  type WecomAttachment,
  type WecomMomentAttachment,
} from "./endpoints/content-shape.js";
export { TRANSFER_STATUS } from "./endpoints/customer-care-endpoints.js";
export type { WecomGroupChat, WecomGroupMember } from "./endpoints/group-chat-endpoints.js";
export { GROUP_SEND_STATUS, GROUP_TASK_STATUS, type WecomGroupSend } from "./endpoints/group-send-endpoints.js";
export { type MessageBody, messageBodySchema } from "./endpoints/message-endpoints.js";
export type { WecomTagGroup } from "./endpoints/tag-endpoints.js";
export {
  type ErrcodeInfo,
  errcodeInfo,
  WECOM_ERRCODES,
  WECOM_ERROR_CLASSES,
  type WecomErrorClass,
} from "./error-codes.js";
export type { LostGroupSend } from "./find-group-send.js";
export { DEFAULT_WECOM_LIMITS, type WecomLimits, type WindowLimit } from "./limits.js";
export { cutChars } from "./request-limits.js";
export { browserSignInUrl, oauthUrl, type SignInRequest } from "./sign-in-urls.js";
export type { WecomFetch } from "./transport.js";
export { isSameUser, userIdKey, userIdKeys } from "./user-id.js";
export type { JsSdkSignature, WecomApp } from "./wecom-app.js";
export { systemWecomClock, type WecomClock } from "./wecom-clock.js";
export { type RequestProblem, WecomError, type WecomErrorParts, type WecomFailureClass } from "./wecom-error.js";
