import { type BrandSettings, brandSettingsSchema, type Diagnostic, hasErrors } from "@sopflow/schemas";
import {
  analyseFlow,
  type CompileOptions,
  type CompileResult,
  checkAcrossFlows,
  compileFlow,
  type Plan,
  parseFlow,
} from "../core/flow/index.js";
import { listSecrets } from "../webhooks/webhook-secrets.js";
import { type FlowParts, nextVersion } from "./flow-parts.js";

/**
 * Compiles a flow with all that this brand's compiler can know: attributes, flows, advisors and pools, and the other
 * published flows, with which it must not run in circles. `publish` refuses what does not run yet; else it is warned of.
 * What the flow's analysis finds comes as warnings.
 */
export async function compileForBrand(parts: FlowParts, flow: unknown, publish: boolean): Promise<CompileResult> {
  const { flow: parsed } = parseFlow(flow);
  const { store } = parts;
  const draft = parsed && (await store.flows.get(parsed.id));
  const settings = await store.brand.settings();
  const options = await brandOptions(parts, settings);
  const result = compileFlow(flow, { ...options, version: nextVersion(draft), publish });
  if (!parsed) return result;
  const others = await livePlans(parts);
  const { contactPolicy } = settings ?? DEFAULTS;
  const taxonomy = await store.brand.taxonomy();
  const diagnostics: Diagnostic[] = [
    ...result.diagnostics,
    ...checkAcrossFlows(parsed, others),
    ...analyseFlow(parsed, { contactPolicy, others, ...(taxonomy && { taxonomy }) }),
  ];
  return hasErrors(diagnostics) ? { diagnostics } : { ...result, diagnostics };
}

/** What the engine itself goes by while a brand has set nothing. */
const DEFAULTS = brandSettingsSchema.parse({});

async function brandOptions(
  { store, clock }: FlowParts,
  settings: BrandSettings | undefined,
): Promise<Omit<CompileOptions, "version">> {
  const advisors = (await store.brand.advisors()).filter((advisor) => advisor.active);
  const flows = await store.flows.list();
  return {
    now: clock.now(),
    attributes: settings?.attributes ?? {},
    flowIds: new Set(flows.map(({ flowId }) => flowId)),
    advisorIds: new Set(advisors.map(({ id }) => id)),
    // The default pool is always meant: a brand whose advisors are not entered yet may draw its flows.
    webhookHosts: (settings ?? DEFAULTS).webhooks.allowedHosts,
    webhookSecrets: new Set((await listSecrets(store.records)).map(({ id }) => id)),
    pools: new Set(["default", ...advisors.flatMap(({ pools }) => pools)]),
  };
}

/** Newest versions of flows that people can still enter. */
async function livePlans({ store }: FlowParts): Promise<Plan[]> {
  const published = await store.flows.published();
  return published.flatMap(({ state, newest, versions }) => {
    const version = state === "archived" ? undefined : versions.find((v) => v.version === newest);
    return version ? [version.compiled.plan] : [];
  });
}
