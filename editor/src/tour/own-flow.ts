import type { SavedFlow } from "@sopflow/schemas";

type TourFlow = Pick<SavedFlow, "flow">;

/** Everything that a flow's tasks say, to see whether somebody changed a word of it. */
export const scriptsOf = ({ flow }: TourFlow): string =>
  JSON.stringify(
    flow.nodes.flatMap((node) => (node.type === "task" ? [node.data.script, node.data.scripts, node.data.title] : [])),
  );

/** The first step at which an advisor says something. */
export const firstTaskOf = ({ flow }: TourFlow): { readonly id: string; readonly name: string } | undefined => {
  const node = flow.nodes.find(({ type }) => type === "task");
  return node?.type === "task" ? { id: node.id, name: node.label ?? node.data.title } : undefined;
};
