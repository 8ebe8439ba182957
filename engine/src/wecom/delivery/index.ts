export type { AdvisorCard } from "./advisor-card.js";
export { CARD_KEYS } from "./card-words.js";
export { Delivery, type DeliveryOptions, EXTERNAL_ID_TYPE } from "./delivery.js";
export { type DeliveryRecords, deliveryRecords, type GroupSend } from "./delivery-records.js";
export { queueNotice } from "./notices.js";
export { type DeliveryPace, SIMULATOR_PACE, WECOM_PACE } from "./pace.js";
export type { CardPress } from "./press-card.js";
export { CallError, type CallFailure, type GroupSendResult, type WecomCalls } from "./wecom-calls.js";
