import type { Advisor, BrandSettings, Customer, JsonObject, Product, Taxonomy } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";

/** How the customer gets into the flow. */
export interface PreviewStart {
  /** Epoch ms. A customer whose clock is later starts then. */
  readonly at: number;
  /** Trigger node. */
  readonly trigger: string;
  /** Of the event, where the trigger waits for one. */
  readonly props?: JsonObject;
}

/** Something that happens to the customer on the way. */
export interface PreviewEvent {
  /** Unique within the preview. */
  readonly id: string;
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  readonly props: JsonObject;
}

/** How a task ends, where it is not left to expire. */
export interface PreviewAnswer {
  readonly type: "task.completed" | "task.skipped";
  /** ms since its issue. */
  readonly afterMs: number;
  readonly outcome?: string;
  /** More of the report: `fields`, `reason`, `contact`. */
  readonly props?: JsonObject;
}

export interface PreviewRequest {
  readonly program: Program;
  /** Made up, or a real one made ready by `customerForPreview`; left as it is. */
  readonly customer: Customer;
  readonly start: PreviewStart;
  readonly events?: readonly PreviewEvent[];
  /** By task key. A task without an answer expires. */
  readonly answers?: Readonly<Record<string, PreviewAnswer>>;
  readonly settings: BrandSettings;
  readonly products?: readonly Product[];
  readonly advisors?: readonly Advisor[];
  readonly taxonomy?: Taxonomy;
  /** Farthest that time goes, ms from the start. Default: 400 days. */
  readonly horizonMs?: number;
  /** Most inputs and timers that are played. Default: 2,000. */
  readonly maxSteps?: number;
}
