import type { DataOf, NodeType, Text } from "@sopflow/schemas";
import type { LucideIcon } from "lucide-react";
import type { Locale } from "../i18n/locale.js";
import type { Names } from "../i18n/names.js";

/** Groups of the palette, in its order. */
export const NODE_CATEGORIES = ["trigger", "route", "wait", "act"] as const;
export type NodeCategory = (typeof NODE_CATEGORIES)[number];

/** CSS custom properties that a category is drawn in. */
export const CATEGORY_COLOURS: Readonly<Record<NodeCategory, `--${string}`>> = {
  trigger: "--node-trigger",
  route: "--node-route",
  wait: "--node-wait",
  act: "--node-act",
};

/** How the console shows one node type. One file per type; the registry is typed by the node union. */
export interface NodeView<T extends NodeType> {
  readonly type: T;
  readonly category: NodeCategory;
  readonly icon: LucideIcon;
  readonly title: Text;
  /** What it is for, in one sentence of the palette. */
  readonly purpose: Text;
  /** What else people type to find it: other words, pinyin and its initials. */
  readonly aliases: readonly string[];
  /** Parameters of a new node; always of a sound shape, though an author may still have to fill something in. */
  create(): DataOf<T>;
  /** What it does, in one line of plain words. */
  summary(data: DataOf<T>, locale: Locale, names: Names): string;
  /** What a port is called; undefined = its id is shown. Which ports there are is the engine's to say. */
  portLabel(data: DataOf<T>, port: string, locale: Locale): string | undefined;
}
