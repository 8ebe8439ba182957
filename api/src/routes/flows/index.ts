import type { NameSteps } from "../../flows/step-names.js";
import type { Api } from "../../http.js";
import type { FlowFeeds } from "../../live/flow-feeds.js";
import type { Services } from "../../services.js";
import { registerBacktestRoutes } from "./backtests.js";
import { registerFlowDraftRoutes } from "./drafts.js";
import { registerEnrollmentRoute } from "./enrollments.js";
import { registerFlowImpactRoutes } from "./impact.js";
import { registerShadowRoutes } from "./shadow.js";
import { registerStartRoutes } from "./start.js";
import { registerFlowStateRoutes } from "./state.js";
import { registerStepTraceRoute } from "./step-trace.js";
import { registerStopRoutes } from "./stops.js";
import { registerTemplateRoute } from "./templates.js";
import { registerFlowVersionRoutes } from "./versions.js";

/** Everything about flows: drafts, publishing and states, versions, the people inside. */
export function registerFlowRoutes(app: Api, services: Services, feeds: FlowFeeds, nameSteps: NameSteps): void {
  registerTemplateRoute(app);
  registerFlowDraftRoutes(app, services);
  registerFlowStateRoutes(app, services, feeds);
  registerFlowVersionRoutes(app, services);
  registerFlowImpactRoutes(app, services);
  registerBacktestRoutes(app, services);
  registerShadowRoutes(app, services);
  registerStartRoutes(app, services);
  registerStopRoutes(app, services, nameSteps);
  registerEnrollmentRoute(app, services, nameSteps);
  registerStepTraceRoute(app, services, nameSteps);
}
