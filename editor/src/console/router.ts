import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { readTimelineSearch } from "../pages/customer/timeline-search.js";
import { readCustomerSearch } from "../pages/customers/customer-search.js";
import { readFlowListSearch } from "../pages/flows/flow-list-search.js";
import { readFlowSearch } from "../pages/flows/flow-search.js";
import { readHeldSearch } from "../pages/held/held-search.js";
import { readLibrarySearch } from "../pages/library/library-search.js";
import { readPeopleSearch } from "../pages/people/people-search.js";
import { isSettingsTab } from "../pages/settings/settings-tabs.js";
import { readTaskSearch } from "../pages/tasks/task-search.js";
import { BrokenPage, LoadingPage, MissingPage } from "./page-states.js";
import { Shell } from "./shell.js";

/** Addresses of the console. Every page is loaded when it is first opened; the canvas comes with the flow page only. */
const root = createRootRoute({ component: Shell, notFoundComponent: MissingPage });

const flows = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: readFlowListSearch,
  component: lazyRouteComponent(() => import("../pages/flows/flows-page.js"), "FlowsPage"),
});
const flow = createRoute({
  getParentRoute: () => root,
  path: "/flows/$flowId",
  validateSearch: readFlowSearch,
  component: lazyRouteComponent(() => import("./flow-page.js"), "FlowPage"),
});
const people = createRoute({
  getParentRoute: () => root,
  path: "/flows/$flowId/people",
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import("../pages/people/people-page.js"), "PeoplePage"),
});
const tasks = createRoute({
  getParentRoute: () => root,
  path: "/tasks",
  validateSearch: readTaskSearch,
  component: lazyRouteComponent(() => import("../pages/tasks/tasks-page.js"), "TasksPage"),
});
const team = createRoute({
  getParentRoute: () => root,
  path: "/team",
  component: lazyRouteComponent(() => import("../pages/team/team-page.js"), "TeamPage"),
});
const held = createRoute({
  getParentRoute: () => root,
  path: "/held",
  validateSearch: readHeldSearch,
  component: lazyRouteComponent(() => import("../pages/held/held-page.js"), "HeldPage"),
});
const library = createRoute({
  getParentRoute: () => root,
  path: "/library",
  validateSearch: readLibrarySearch,
  component: lazyRouteComponent(() => import("../pages/library/library-page.js"), "LibraryPage"),
});
const customers = createRoute({
  getParentRoute: () => root,
  path: "/customers",
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(() => import("../pages/customers/customers-page.js"), "CustomersPage"),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: "/customers/$customerId",
  validateSearch: readTimelineSearch,
  component: lazyRouteComponent(() => import("../pages/customer/customer-page.js"), "CustomerPage"),
});
const settingsHome = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  beforeLoad: () => {
    throw redirect({ to: "/settings/$tab", params: { tab: "brand" } });
  },
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings/$tab",
  beforeLoad: ({ params }) => {
    if (!isSettingsTab(params.tab)) throw redirect({ to: "/settings/$tab", params: { tab: "brand" } });
  },
  component: lazyRouteComponent(() => import("../pages/settings/settings-page.js"), "SettingsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    flows,
    flow,
    people,
    tasks,
    team,
    held,
    library,
    customers,
    customer,
    settingsHome,
    settings,
  ]),
  defaultPreload: "intent",
  defaultPendingComponent: LoadingPage,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
