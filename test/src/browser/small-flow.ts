import type { Product } from "./product.js";

const TASK = { dueIn: "P1D", expireIn: "P3D" };

/** Friend added → a task with two outcomes → exit; an order ends it. */
const smallFlow = (id: string, name: string) => ({
  schema: "sopflow/flow@1",
  id,
  name,
  settings: { exitWhen: [{ on: "order.paid", reason: "purchased" }] },
  nodes: [
    { id: "added", type: "trigger.event", position: { x: 0, y: 0 }, data: { event: "friend.added" }, label: "加好友" },
    {
      id: "greet",
      type: "task",
      position: { x: 0, y: 160 },
      data: {
        ...TASK,
        title: "打个招呼",
        script: '{{customer.name | default:"您"}}好，我是您的专属顾问。',
        outcomes: [
          { id: "told", label: "聊上了", contact: "replied" },
          { id: "silent", label: "已发，未回", contact: "delivered_no_reply" },
        ],
      },
      label: "打招呼",
    },
    { id: "done", type: "exit", position: { x: 0, y: 320 }, data: { reason: "done" }, label: "结束" },
  ],
  edges: [
    { id: "e1", source: "added", sourceHandle: "out", target: "greet" },
    { id: "e2", source: "greet", sourceHandle: "told", target: "done" },
  ],
});

/** Creates a small flow by HTTP; answers the path of its page. */
export async function createSmallFlow(product: Product, id: string, name: string): Promise<string> {
  await product.api("POST", "/v1/flows", { flow: smallFlow(id, name) });
  return `${product.url}/flows/${id}`;
}

/** Creates it and publishes it, so that customers who are added come in. */
export async function publishSmallFlow(product: Product, id: string, name: string): Promise<string> {
  const page = await createSmallFlow(product, id, name);
  await product.api("POST", `/v1/flows/${id}/publish`, {});
  return page;
}
