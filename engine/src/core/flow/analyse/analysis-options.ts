import type { ContactPolicy, Taxonomy } from "@sopflow/schemas";
import type { Plan } from "../program.js";

/** What the caller knows of the brand, for questions that reach beyond the flow. What is left out is not asked. */
export interface AnalysisOptions {
  /** Limits of contacts; without it nothing is said of over-contact. */
  readonly contactPolicy?: ContactPolicy;
  /** Which tags exclude each other. */
  readonly taxonomy?: Taxonomy;
  /** Newest versions of the published flows; one of the flow itself is left out. */
  readonly others?: readonly Plan[];
}
