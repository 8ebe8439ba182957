import type { WireError } from "@sopflow/schemas";

/** Whether an answer is the product's own error. Checked by hand: the phone pages carry no validator. */
export function isErrorShape(body: unknown): body is WireError {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "string" &&
    "message" in body &&
    typeof body.message === "string"
  );
}
