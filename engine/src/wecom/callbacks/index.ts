export {
  type CallbackAction,
  type CallbackContext,
  callbackActions,
  isExternalUserId,
  WECOM_ID_TYPE,
  WECOM_SOURCE,
  WELCOME_CODE_MS,
  welcomeDeadline,
} from "./callback-actions.js";
export { type ButtonReply, buttonReply } from "./card-reply.js";
export { MAX_CALLBACK_BYTES } from "./read-xml.js";
export {
  type CallbackQuery,
  type ReceivedCallback,
  readCallback,
  receiveCallback,
  verifyUrl,
} from "./receive-callback.js";
export type {
  AdvisorActed,
  AppHealth,
  AppHealthSignal,
  AppMessage,
  CardPressed,
  ChatChanged,
  ContactCame,
  ContactEdited,
  ContactGone,
  TagChanged,
  TransferFailed,
  UnknownEvent,
  WecomEvent,
} from "./wecom-event.js";
