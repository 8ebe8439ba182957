import { definitionOf } from "@sopflow/engine/core";
import {
  type ConditionLeaf,
  type EventPropInfo,
  eventProps,
  FACTS,
  type FactInfo,
  type Flow,
  lookUpFact,
} from "@sopflow/schemas";
import { factWords, plainPath } from "../../i18n/fact-words.js";
import { inLocale, type Locale } from "../../i18n/locale.js";
import type { Names } from "../../i18n/names.js";
import { isMoneyProp, propWords } from "../../i18n/prop-words.js";
import type { Brand } from "../brand-context.js";
import { AREA_OF, type FactArea } from "./fact-areas.js";

/** What a condition may read where it stands (FLOW-FORMAT §2). */
export interface ConditionPlace {
  /** Type of the event that is at hand. */
  readonly event?: string;
  /** Inside a flow: what the customer went through in it. */
  readonly enrolled: boolean;
}

export interface FactOption {
  readonly fact: string;
  /** Without `$.`; "" = the fact itself. Where the table has `*`, a first name stands. */
  readonly path: string;
  readonly label: string;
  readonly area: FactArea;
}

interface FactContext {
  readonly place: ConditionPlace;
  readonly flow: Pick<Flow, "nodes">;
  readonly brand: Brand;
  readonly locale: Locale;
  readonly names: Names;
}

const isAllowed = (info: FactInfo, { event, enrolled }: ConditionPlace): boolean =>
  info.place === "anywhere" || (info.place === "event" && event !== undefined) || (info.place === "flow" && enrolled);

/** Everything that a condition may read here, with patterns filled in by what the brand and the flow have. */
export function factOptions(context: FactContext): FactOption[] {
  return FACTS.filter((info) => isAllowed(info, context.place)).flatMap((info) => optionsOf(info, context));
}

function optionsOf(info: FactInfo, { place, flow, brand, locale, names }: FactContext): FactOption[] {
  const area = AREA_OF(info);
  const option = (path: string, label = factWords(info.fact, path, locale, names)): FactOption => ({
    fact: info.fact,
    path,
    label,
    area,
  });
  const general = inLocale(info.label, locale);
  if (!info.path.includes("*")) return [option(info.path, general)];
  const fill = (name: string) => info.path.replace(/\*+/, name);
  if (info.path === "attributes.*") {
    return Object.entries(brand.attributes).map(([name, { label }]) => option(fill(name), label));
  }
  if (info.fact === "event")
    return propsOf([place.event ?? ""]).map(({ name }) => option(fill(name), propWords(name, locale)));
  if (info.fact === "enrollment" && info.path === "entry.**") {
    const prefix = { zh: "进入时的", en: "On entry: " }[locale];
    return entryProps(flow).map(({ name }) => option(fill(name), `${prefix}${propWords(name, locale)}`));
  }
  const name = firstName(info, flow, brand);
  return name === undefined ? [] : [option(info.path.replace(/\*+/, name).replace("*", "field"), `${general}…`)];
}

/** What stands for a `*` at first; undefined = there is nothing it could stand for. */
function firstName(info: FactInfo, flow: Pick<Flow, "nodes">, brand: Brand): string | undefined {
  const choices = nameChoices(info, 0, flow, brand);
  if (choices === undefined) return info.path === "identities.*" ? "phone" : "name";
  return choices[0]?.value;
}

/** What may stand for the `at`-th `*` of a pattern; undefined = any name. */
export function nameChoices(info: FactInfo, at: number, flow: Pick<Flow, "nodes">, brand: Brand) {
  if (info.path === "attributes.*") {
    return Object.entries(brand.attributes).map(([value, { label }]) => ({ value, label }));
  }
  if (info.path.includes("bySku.") || info.path.startsWith("replenish.items.")) {
    return brand.products.length > 0 ? brand.products : undefined;
  }
  const isNode = (info.fact === "tasks" && at === 0) || info.path === "visits.*";
  if (isNode) {
    const nodes = info.fact === "tasks" ? flow.nodes.filter((node) => node.type === "task") : flow.nodes;
    return nodes.map(({ id, label }) => ({ value: id, label: label ?? id }));
  }
  return undefined;
}

/** Fields that the flow's tasks ask for. */
export const taskFieldNames = (flow: Pick<Flow, "nodes">): string[] => [
  ...new Set(
    flow.nodes.flatMap((node) =>
      node.type === "task" ? node.data.outcomes.flatMap((one) => (one.fields ?? []).map((field) => field.id)) : [],
    ),
  ),
];

/** What is known of the fact that a comparison reads. */
export function infoOf(
  { fact, path }: Pick<ConditionLeaf, "fact"> & { readonly path?: string | undefined },
  { place, flow, brand }: Pick<FactContext, "place" | "flow" | "brand">,
): FactInfo | undefined {
  const plain = plainPath(path);
  const info = lookUpFact(fact, plain, brand.attributes) ?? lookUpFact(fact, plain);
  if (info === undefined) return undefined;
  const [first = "", second = "", ...deeper] = plain.split(".");
  if (deeper.length > 0) return info;
  if (fact === "event" && first === "props") return withProp(info, propsOf([place.event ?? ""]), second);
  if (fact === "enrollment" && first === "entry") return withProp(info, entryProps(flow), second);
  return info;
}

function withProp(info: FactInfo, props: readonly EventPropInfo[], name: string): FactInfo {
  const prop = props.find((one) => one.name === name);
  if (prop === undefined) return info;
  const isMoney = prop.kind === "number" && isMoneyProp(info.path, name);
  return {
    ...info,
    ...(prop.kind && { kind: prop.kind }),
    ...(prop.values && { values: prop.values }),
    ...(isMoney && { unit: "fen" }),
  };
}

function propsOf(events: readonly string[]): EventPropInfo[] {
  const byName = new Map<string, EventPropInfo>();
  for (const event of events)
    for (const prop of eventProps(event)) if (!byName.has(prop.name)) byName.set(prop.name, prop);
  return [...byName.values()];
}

/** Properties of the events that enter the flow. */
const entryProps = (flow: Pick<Flow, "nodes">): EventPropInfo[] =>
  propsOf(
    flow.nodes.flatMap((node) =>
      node.type === "trigger.event" && definitionOf(node).trigger ? [node.data.event] : [],
    ),
  );
