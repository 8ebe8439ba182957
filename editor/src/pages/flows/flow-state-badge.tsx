import type { WireFlowState } from "../../api/wire-types.js";
import { FLOW_STATE_TEXTS } from "../../i18n/flow-state-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Badge, type Tone } from "../../ui/badge.js";

const TONES: Readonly<Record<WireFlowState, Tone>> = {
  draft: "neutral",
  live: "ok",
  paused: "warn",
  archived: "neutral",
};

export function FlowStateBadge({ state }: { state: WireFlowState }) {
  const t = useTexts(FLOW_STATE_TEXTS);
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
