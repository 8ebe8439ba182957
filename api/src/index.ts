export { type AppOptions, buildApp } from "./app.js";
export { type Config, ConfigError, readConfig } from "./config.js";
export type { Api } from "./http.js";
export { type RunningServer, startServer } from "./server.js";
export type { Services } from "./services.js";
