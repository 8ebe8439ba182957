import type { Flow } from "@sopflow/schemas";

/** Hands a flow to the browser as a file, indented so that two of them can be compared. */
export function saveFlowFile(flow: Flow): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(flow, null, 2)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${flow.id}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
