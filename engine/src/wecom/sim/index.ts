export {
  type Act as SimAct,
  ActError as SimActError,
  type ActOf as SimActOf,
  type ActResult as SimActResult,
  type ActType as SimActType,
} from "./acts/act.js";
export { adoptFriends, type OldFriend } from "./adopt-friends.js";
export { CALLBACK_ATTEMPTS, CALLBACK_TIMEOUT_MS, type QueuedCallback } from "./callbacks/callback-queue.js";
export type { CallbackRequest as SimCallbackRequest } from "./callbacks/delivery.js";
export type {
  AppConfig as SimAppConfig,
  CorpConfig as SimCorpConfig,
  MemberConfig as SimMemberConfig,
  SimConfig,
} from "./create-state.js";
export { createDemoSim, DEMO_SIM, DEMO_SIM_PRODUCTS, demoCallback, demoSimConfig, seedDemoSim } from "./demo-corp.js";
export type { SimAnswer, SimRequest } from "./handle-call.js";
export type { JsSdkRegistration as SimJsSdkRegistration } from "./js-sdk.js";
export type { AuthorizeRequest as SimAuthorizeRequest, Visitor as SimVisitor } from "./oauth.js";
export { ERR as SIM_ERRCODES } from "./rules/errcodes.js";
export { groupQuotaLeft as simGroupQuotaLeft } from "./rules/group-quota.js";
export { restoreSim, saveSim } from "./saved-sim.js";
export type { CallbackSettings as SimCallbackSettings, QuotaRule, SimApp, SimCorp, SimEffect } from "./state/corp.js";
export {
  type FaultChange as SimFaultChange,
  type Faults as SimFaults,
  NO_FAULTS as NO_SIM_FAULTS,
} from "./state/faults.js";
export type { JournalEntry as SimJournalEntry, Pace as SimPace, SimState } from "./state/world.js";
export { type CorpView as SimCorpView, viewCorp as viewSimCorp } from "./view/view-corp.js";
export { createWecomSim, type WecomSim } from "./wecom-sim.js";
