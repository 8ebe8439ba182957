export { type DemoBrand, type DemoBrandOptions, generateDemoBrand } from "./generate-demo-brand.js";
export { type InventedFriend, type InventFriendOptions, inventFriend } from "./invent-friend.js";
export { generateLiveEvents, type LiveEventsOptions } from "./live-events.js";
