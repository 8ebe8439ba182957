import { z } from "zod";
import { msSchema } from "../primitives.js";

const dayCountSchema = z.object({
  /** Local date of the brand, YYYY-MM-DD. */
  date: z.string(),
  /** Of people who are inside flows now. */
  waiting: z.number(),
  /** Of people who will enter at the usual rate. */
  arriving: z.number(),
  /** Both together if the draft were not published; absent where no draft is looked at. */
  without: z.number().optional(),
});

const advisorForecastSchema = z.object({
  advisorId: z.string(),
  name: z.string(),
  capacityPerDay: z.int(),
  /** Tasks of each day. */
  tasks: z.array(z.number()),
  /** Of them the proactive chats and calls of each day: what a day's capacity counts. */
  contacts: z.array(z.number()),
  /** Places in `contacts` that are above the capacity. */
  over: z.array(z.int()),
  /** Such days if the draft were not published. */
  overWithout: z.int().optional(),
});
export type AdvisorForecast = z.infer<typeof advisorForecastSchema>;

/** How far off the method was: the last days foretold from what was known before them. */
const forecastCheckSchema = z.object({
  days: z.int(),
  forecast: z.number(),
  happened: z.int(),
  /** Mean of what single days were off by, in tasks. */
  dayError: z.number(),
  /** That as a share of a day's mean; absent where nothing happened. */
  errorShare: z.number().optional(),
});
export type ForecastCheck = z.infer<typeof forecastCheckSchema>;

/** Tasks of the next days, by day and by advisor; numbers are expectations, with one decimal. */
export const forecastSchema = z.object({
  asOf: msSchema,
  people: z.int(),
  /** Of those so many were played through. */
  sampled: z.int(),
  /** In 19 of 20 cases the sum of `waiting` is off by no more than this, as far as sampling goes. 0 = all were counted. */
  margin: z.number(),
  /** What the rate of entries rests on. */
  history: z.object({ days: z.int(), entries: z.int() }),
  /** The draft's flow has no entries yet: who will enter it is not counted. */
  isNew: z.boolean(),
  days: z.array(dayCountSchema),
  advisors: z.array(advisorForecastSchema),
  /** Tasks in all that no active advisor could do. */
  nobody: z.number(),
  /** Absent while the history is shorter than a few days. */
  check: forecastCheckSchema.optional(),
});
export type Forecast = z.infer<typeof forecastSchema>;
