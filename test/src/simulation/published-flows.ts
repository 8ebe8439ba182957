import type { Store } from "@sopflow/engine";
import type { Flow } from "@sopflow/schemas";

type Node = Flow["nodes"][number];

/** Every version that was ever published: what the lead wanted, to judge by what happened. */
export class PublishedFlows {
  readonly #versions = new Map<string, Map<number, Flow>>();

  /** Takes in what was published since. */
  async follow({ flows }: Store): Promise<void> {
    for (const { flowId, publishedVersion = 0 } of await flows.list()) {
      const known = this.#versions.get(flowId) ?? new Map<number, Flow>();
      this.#versions.set(flowId, known);
      for (let version = known.size + 1; version <= publishedVersion; version++) {
        const stored = await flows.version(flowId, version);
        if (stored) known.set(version, stored.flow);
      }
    }
  }

  flow(flowId: string, version: number): Flow | undefined {
    return this.#versions.get(flowId)?.get(version);
  }

  node(flowId: string, version: number, nodeId: string): Node | undefined {
    return this.flow(flowId, version)?.nodes.find(({ id }) => id === nodeId);
  }

  /** A step that has a task for whoever comes to it. */
  isTask(flowId: string, version: number, nodeId: string): boolean {
    const node = this.node(flowId, version, nodeId);
    return node?.type === "task" && node.disabled !== true;
  }
}
