import { FLOW_SCHEMA, type Shadow } from "@sopflow/schemas";
import { vi } from "vitest";
import type { Product } from "../product.js";

const FLOW = "tour-shadow";
const PEOPLE = 3;

/** A flow whose draft says other words, and a shadow of it that has found that out. Answers the flow's id. */
export async function stockShadow(
  { api }: Pick<Product, "api">,
  customers: readonly string[],
  timeout: number,
): Promise<string> {
  const { revision } = await api<{ revision: number }>("POST", "/v1/flows", { flow: greets("好久不见，最近怎么样？") });
  await api("POST", `/v1/flows/${FLOW}/publish`, { revision });
  await api("PUT", `/v1/flows/${FLOW}`, { flow: greets("新品到了，给您留了一份试用装。"), revision });
  await api("POST", `/v1/flows/${FLOW}/shadow`, {});
  const shadow = (holds: (shadow: Shadow) => boolean) =>
    vi.waitFor(
      async () => {
        const answer = await api<{ shadow: Shadow }>("GET", `/v1/flows/${FLOW}/shadow`);
        if (!holds(answer.shadow)) throw new Error("the shadow is not that far");
      },
      { timeout, interval: 100 },
    );
  await shadow(({ isPreparing }) => !isPreparing);
  for (const customer of customers.slice(0, PEOPLE)) {
    const at = new Date().toISOString();
    await api("POST", "/v1/events", { id: `${FLOW}-${customer}`, type: "custom.asked", customer, at });
  }
  await shadow(({ counts }) => counts.some(({ kind, count }) => kind === "text" && count === PEOPLE));
  return FLOW;
}

const position = { x: 0, y: 0 };
const greets = (script: string) => ({
  schema: FLOW_SCHEMA,
  id: FLOW,
  name: "问询回访 Follow-up",
  nodes: [
    { id: "asked", type: "trigger.event", position, label: "客户问过", data: { event: "custom.asked" } },
    {
      id: "greet",
      type: "task",
      position,
      label: "回访",
      data: { title: "回访客户", script, wait: false, purpose: "service" },
    },
  ],
  edges: [{ id: "e", source: "asked", sourceHandle: "out", target: "greet" }],
});
