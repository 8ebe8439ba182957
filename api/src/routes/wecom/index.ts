import type { Api } from "../../http.js";
import type { Services } from "../../services.js";
import { registerCallbacks } from "./callbacks.js";
import { registerConnections } from "./connections.js";
import { registerContactWays } from "./contact-ways.js";
import { registerWecomSignIn } from "./sign-in.js";

/** WeCom: its callbacks, signing in through it, how each connection stands, and channel codes. */
export function registerWecomRoutes(app: Api, services: Pick<Services, "store" | "clock" | "wecom">): void {
  registerCallbacks(app, services.wecom, () => services.clock.now());
  registerWecomSignIn(app, services);
  registerConnections(app, services);
  registerContactWays(app, services);
}
