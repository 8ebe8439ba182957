export { HAND_OVER_STATES, type HandOver, handOverRecords, isUnderWay } from "./hand-over-record.js";
export { HandOvers, ownerChanged } from "./hand-overs.js";
