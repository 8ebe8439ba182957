import { BEHAVIOR_ENDPOINTS } from "./behavior-endpoints.js";
import { CARD_ENDPOINTS } from "./card-endpoints.js";
import { CONTACT_WAY_ENDPOINTS } from "./contact-way-endpoints.js";
import { CUSTOMER_ENDPOINTS } from "./customer-endpoints.js";
import type { Endpoint } from "./endpoint.js";
import { GROUP_CHAT_ENDPOINTS } from "./group-chat-endpoints.js";
import { GROUP_SEND_ENDPOINTS } from "./group-send-endpoints.js";
import { GROUP_SEND_RESULTS } from "./group-send-results.js";
import { MEDIA_ENDPOINTS } from "./media-endpoints.js";
import { MEMBER_ENDPOINTS } from "./member-endpoints.js";
import { MESSAGE_ENDPOINTS } from "./message-endpoints.js";
import { MOMENT_ENDPOINTS } from "./moment-endpoints.js";
import { SESSION_ENDPOINTS } from "./session-endpoints.js";
import { TAG_ENDPOINTS } from "./tag-endpoints.js";
import { TRANSFER_ENDPOINTS } from "./transfer-endpoints.js";
import { WELCOME_ENDPOINTS } from "./welcome-endpoints.js";

const ALL: readonly Endpoint[] = [
  ...SESSION_ENDPOINTS,
  ...MEMBER_ENDPOINTS,
  ...MESSAGE_ENDPOINTS,
  ...CARD_ENDPOINTS,
  ...CUSTOMER_ENDPOINTS,
  ...TAG_ENDPOINTS,
  ...CONTACT_WAY_ENDPOINTS,
  ...GROUP_SEND_ENDPOINTS,
  ...GROUP_SEND_RESULTS,
  ...WELCOME_ENDPOINTS,
  ...MOMENT_ENDPOINTS,
  ...GROUP_CHAT_ENDPOINTS,
  ...TRANSFER_ENDPOINTS,
  ...MEDIA_ENDPOINTS,
  ...BEHAVIOR_ENDPOINTS,
];

/** Every endpoint that needs a token, by its path below `/cgi-bin/`. */
export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(ALL.map((endpoint) => [endpoint.path, endpoint]));
