import { ADVISOR_TOURS } from "./advisor-tours.js";
import { FLOW_TOURS } from "./flow-tours.js";
import { INSIDE_TOURS } from "./inside-tours.js";
import { LIST_TOURS } from "./list-tours.js";
import { OFFLINE_TOURS } from "./offline-tours.js";
import type { PageTour } from "./page-tour.js";
import { RARE_TOURS } from "./rare-tours.js";
import { SETTINGS_TOURS } from "./settings-tours.js";
import { SIMULATOR_TOURS } from "./simulator-tours.js";

/** Every page in every state, for the accessibility check and for pictures alike. */
export const ALL_TOURS: readonly PageTour[] = [
  ...LIST_TOURS,
  ...FLOW_TOURS,
  ...INSIDE_TOURS,
  ...SETTINGS_TOURS,
  ...ADVISOR_TOURS,
  ...OFFLINE_TOURS,
  ...RARE_TOURS,
  ...SIMULATOR_TOURS,
];
