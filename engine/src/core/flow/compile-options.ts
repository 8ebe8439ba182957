import type { BrandSettings } from "@sopflow/schemas";

/** What the caller knows besides the flow itself. What is left out is not checked. */
export interface CompileOptions {
  /** The version that the compiled rules name. */
  readonly version: number;
  /** Real time, epoch ms: dates before it have passed. */
  readonly now?: number;
  /** The brand's attribute definitions. */
  readonly attributes?: BrandSettings["attributes"];
  /** Flows that exist. */
  readonly flowIds?: ReadonlySet<string>;
  readonly advisorIds?: ReadonlySet<string>;
  readonly pools?: ReadonlySet<string>;
  /** Hosts that webhooks may go to. */
  readonly webhookHosts?: readonly string[];
  /** Names of the secrets that webhooks may use. */
  readonly webhookSecrets?: ReadonlySet<string>;
  /** Refuse what does not run yet, instead of warning of it. */
  readonly publish?: boolean;
}
