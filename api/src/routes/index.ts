import type { BrandWrites } from "../brand/brand-writes.js";
import { createFiles } from "../desk/files.js";
import { createStepNames } from "../flows/step-names.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { registerAdvisorRoutes } from "./advisors.js";
import { registerCustomerRoutes } from "./customers.js";
import { registerDemoRoutes } from "./demo.js";
import { registerEventRoutes } from "./events.js";
import { registerFileRoutes } from "./files.js";
import { registerFlowLiveRoute } from "./flow-live.js";
import { registerFlowRoutes } from "./flows/index.js";
import { registerHealthRoutes } from "./health.js";
import { registerKeyRoutes } from "./keys.js";
import { registerLibraryRoutes } from "./library.js";
import { registerMetricsRoute } from "./metrics.js";
import { registerNoteRoutes } from "./notes.js";
import { registerNoticeRoutes } from "./notices.js";
import { registerOpenApiRoute } from "./openapi.js";
import { registerProductRoutes } from "./products.js";
import { registerSessionRoutes } from "./session.js";
import { registerSettingsRoutes } from "./settings.js";
import { registerTaskRoutes } from "./tasks.js";
import { registerTeamRoutes } from "./team.js";

/** Every route of the server; who may call it stands in the access table. */
export function registerRoutes(app: Api, services: Services, writes: BrandWrites): void {
  registerHealthRoutes(app, services);
  registerMetricsRoute(app, services);
  registerOpenApiRoute(app);
  registerSessionRoutes(app, services);
  registerKeyRoutes(app, services);
  registerEventRoutes(app, services);
  const nameSteps = createStepNames(services.store);
  registerCustomerRoutes(app, services, nameSteps);
  registerTaskRoutes(app, services, nameSteps);
  const feeds = registerFlowLiveRoute(app, services);
  registerFlowRoutes(app, services, feeds, nameSteps);
  registerAdvisorRoutes(app, services, writes);
  registerProductRoutes(app, services, writes);
  registerSettingsRoutes(app, services, writes);
  registerNoticeRoutes(app, services);
  registerNoteRoutes(app, services);
  registerLibraryRoutes(app, services);
  registerFileRoutes(app, createFiles(services.filesFolder));
  registerTeamRoutes(app, services);
  registerDemoRoutes(app, services);
}
