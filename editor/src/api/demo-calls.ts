import type * as schemas from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

/** Whether made-up events arrive: `unavailable` where none can. */
export type DemoAnswer = (typeof schemas.demoSchema)["_zod"]["output"];
/** Someone made up just now, who is an advisor's friend. */
export type DemoFriendAnswer = (typeof schemas.demoFriendSchema)["_zod"]["output"];

export const loadDemo = (api: ApiClient): Promise<DemoAnswer> => api.call("GET", "/v1/demo");
export const switchDemoStream = (api: ApiClient, stream: "on" | "off"): Promise<DemoAnswer> =>
  api.call("PUT", "/v1/demo", { body: { stream } });

/** Makes a customer up who adds an advisor now. Fails with `demo.none` for a brand of one's own. */
export const makeDemoFriend = (api: ApiClient): Promise<DemoFriendAnswer> =>
  api.call("POST", "/v1/demo/friends", { body: {} });
