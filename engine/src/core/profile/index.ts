export {
  activityLevelAt,
  daysSinceActivity,
  isOwnActivity,
  nextLevelFlip,
} from "./activity.js";
export { applyEventToProfile } from "./apply-event.js";
export { attributeType } from "./attributes.js";
export { changeProfile, changeTags, recordDaysLeft } from "./change-profile.js";
export { cloneCustomer } from "./clone-customer.js";
export { contactsInDays, lastContactAt } from "./contacts.js";
export type { CustomerFacts } from "./customer-facts.js";
export { customerFacts } from "./customer-facts.js";
export type { EvaluatedOrder, EvaluationOptions, ReplenishmentErrors } from "./evaluate-replenishment.js";
export { evaluateReplenishment } from "./evaluate-replenishment.js";
export { FactView, materializeFacts } from "./fact-view.js";
export { mergeCustomers } from "./merge.js";
export { counts as orderCounts, netAmount, netQuantity } from "./net-order.js";
export { newCustomer } from "./new-customer.js";
export type { MoreFacts } from "./next-flip.js";
export { nextFlip } from "./next-flip.js";
export type { NowFacts } from "./now-facts.js";
export { nowFacts } from "./now-facts.js";
export { ordersInWindow } from "./order-windows.js";
export type {
  ChangedNames,
  ProfileContext,
  ProfileEvent,
  ProfileProblem,
  ProfileProblemCode,
  ProfileResult,
  RaisedEvent,
} from "./profile-result.js";
export { PROFILE_PROBLEMS } from "./profile-result.js";
export type { ProfileTimerKind } from "./refresh.js";
export { PROFILE_TIMER_KINDS, profileTimerAt, refreshProfile } from "./refresh.js";
export { friendAdvisors, isFriend } from "./relations.js";
export type { Purchase, RunOut, StockStatement } from "./replenish.js";
export { predictRunOut } from "./replenish.js";
export { currentRunOut, dailyDose, purchasesOf } from "./replenish-items.js";
export { isSuppressedAt, suppressedKinds } from "./suppressions.js";
export { tierAt } from "./tier.js";
