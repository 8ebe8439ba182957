export { type AppOptions, buildApp } from "./app.js";
export { type Config, ConfigError, readConfig } from "./config.js";
export type { Api } from "./http.js";
export { type RunningServer, startServer } from "./server.js";
export type { Services } from "./services.js";
export { SIM_PAGE_FOLDER } from "./wecom-sim/page-files.js";
export { createSimClock, type SimClock } from "./wecom-sim/sim-clock.js";
export { type RunningSim, type SimServerOptions, startSimServer } from "./wecom-sim/sim-server.js";
