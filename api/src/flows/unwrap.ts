import type { FlowAnswer } from "@sopflow/engine";
import { ApiError } from "../errors/api-error.js";

/** What the flow service made, or its refusal as an error with every problem listed. */
export function unwrap<T>(answer: FlowAnswer<T>): T {
  if (answer.status === "ok") return answer.value;
  const { code, message, diagnostics } = answer;
  throw ApiError.worded(code, message, diagnostics && { diagnostics });
}
