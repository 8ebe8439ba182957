export * from "./activity-level.js";
export * from "./customer.js";
export * from "./enrollment.js";
export * from "./profile.js";
export * from "./profile-names.js";
