/** A node of the parser's tree, by shape: enough for rules that look at a few kinds of node. */
export interface AstNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

export const isNode = (value: unknown): value is AstNode =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"; // probing

/** Calls `look` on every node, parents first. Where it returns false the node's children are left out. */
export function visit(node: AstNode, look: (node: AstNode) => unknown): void {
  if (look(node) === false) return;
  for (const child of childrenOf(node)) visit(child, look);
}

/** The nodes directly below, in source order. */
export function childrenOf(node: AstNode): AstNode[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** `a.b.c` of an identifier or plain member access; undefined for anything else. */
export function dottedName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Identifier") return String(node.name);
  if (node.type !== "MemberExpression" || !isNode(node.property)) return undefined;
  const object = dottedName(node.object);
  const property = node.computed ? stringValue(node.property) : dottedName(node.property);
  return object !== undefined && property !== undefined ? `${object}.${property}` : undefined;
}

/** The text of a string literal; undefined for anything else. */
export function stringValue(node: unknown): string | undefined {
  return isNode(node) && node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
