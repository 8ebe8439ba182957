import { expect, it } from "vitest";
import { ENDPOINTS } from "../sim/endpoints/index.js";
import * as contacts from "./endpoints/contact-endpoints.js";
import * as contactWays from "./endpoints/contact-way-endpoints.js";
import * as care from "./endpoints/customer-care-endpoints.js";
import * as groupChats from "./endpoints/group-chat-endpoints.js";
import * as groupSends from "./endpoints/group-send-endpoints.js";
import * as messages from "./endpoints/message-endpoints.js";
import * as session from "./endpoints/session-endpoints.js";
import * as tags from "./endpoints/tag-endpoints.js";

const MODULES = [contactWays, contacts, care, groupChats, groupSends, messages, session, tags];
/** Served outside of the endpoints that need a token. */
const WITHOUT_TOKEN = new Set(["gettoken"]);

interface Described {
  readonly api: string;
  readonly method: string;
}
const isEndpoint = (value: unknown): value is Described =>
  typeof value === "object" && value !== null && "api" in value && "method" in value;

it("every endpoint that the client calls is served by the simulator, by the same method", () => {
  const called = MODULES.flatMap((module) => Object.values(module)).filter(isEndpoint);
  expect(called.length).toBeGreaterThan(40);
  const wrong = called.filter(({ api, method }) => {
    if (WITHOUT_TOKEN.has(api)) return false;
    return ENDPOINTS.get(api)?.method !== method;
  });
  expect(wrong.map(({ api, method }) => `${method} ${api}`)).toEqual([]);
});
