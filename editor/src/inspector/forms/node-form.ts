import type { DataOf, NodeType } from "@sopflow/schemas";
import type { ComponentType } from "react";

/** The fields of one node type. Each has the path of what it changes, below the node's parameters. */
export type NodeForm<T extends NodeType> = ComponentType<{ readonly data: DataOf<T> }>;
