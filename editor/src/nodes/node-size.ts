import type { FlowNode } from "@sopflow/schemas";
import { portsOf } from "./node-ports.js";

/** A card with room for its title and one line of words. */
export const NODE_WIDTH_PX = 264;
const CARD_HEIGHT_PX = 76;
/** The row of port labels; a card with one plain way out has none. */
const PORT_ROW_HEIGHT_PX = 30;
/** With more ports than this a label has two lines of five Chinese characters each, so that the card stays narrow. */
const ONE_LINE_PORTS = 3;
const PORT_WIDTH_PX = 70;
const TWO_LINES_HEIGHT_PX = 46;

export interface NodeSize {
  readonly width: number;
  readonly height: number;
}

/** Whether a card names its ports. */
export const showsPorts = (ports: readonly string[]): boolean => ports.length > 1;

/** Whether labels of ports have two lines. */
export const hasTwoLines = (ports: readonly string[]): boolean => ports.length > ONE_LINE_PORTS;

/** A node's size in px, from its definition alone: layout must not wait for the DOM. */
export function sizeOf(node: Pick<FlowNode, "type" | "data">): NodeSize {
  const ports = portsOf(node);
  if (!showsPorts(ports)) return { width: NODE_WIDTH_PX, height: CARD_HEIGHT_PX };
  return {
    width: Math.max(NODE_WIDTH_PX, ports.length * PORT_WIDTH_PX),
    height: CARD_HEIGHT_PX + (hasTwoLines(ports) ? TWO_LINES_HEIGHT_PX : PORT_ROW_HEIGHT_PX),
  };
}
