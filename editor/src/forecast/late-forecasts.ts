import { late } from "../ui/late.js";
import type { PublishForecastProps } from "./publish-forecast.js";

// Asked for before publishing and by a lead who plans: not in a page's first load.

export const PublishForecast = late<PublishForecastProps>(
  async () => (await import("./publish-forecast.js")).PublishForecast,
);
export const TeamForecast = late(async () => (await import("./team-forecast.js")).TeamForecast);
