import { EVENTS, type FlowFile, flowSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { FLOW_TEMPLATES, TEMPLATE_GALLERY } from "./index.js";

/** Marked ○ in FLOW-FORMAT: kept by the schema, not run yet. */
const NOT_RUNNING = ["trigger.manual", "webhook"];
/** What health-food and advertising law forbids to say about food. */
const CLAIMS = /治疗|治愈|疗效|根治|药到病除|包好|见效快|最好|第一品牌|国家级|降血糖|降血压|抗癌|防癌|增强免疫/;
/** Scripts may name such words only to deny them. */
const DENIALS = /不说治疗|不承诺功效|不写功效/g;

const texts = (file: FlowFile): string[] =>
  file.nodes.flatMap((node) => {
    if (node.type === "task") return scriptsOf(node.data);
    if (node.type === "campaign.rhythm") return node.data.slots.flatMap(scriptsOf);
    return [];
  });

const scriptsOf = (work: { title: string; script?: string | undefined; scripts?: { text: string }[] | undefined }) => [
  work.title,
  ...(work.script === undefined ? [] : [work.script]),
  ...(work.scripts ?? []).map((s) => s.text),
];

describe.each(TEMPLATE_GALLERY)("the template $id", ({ id, file }) => {
  it("is a flow file of the current format", () => {
    const parsed = flowSchema.safeParse(file);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(parsed.data?.id).toBe(id);
  });

  it("uses nothing that the engine does not run yet", () => {
    const { key, maxStay } = file.settings ?? {};
    expect({ key, maxStay }).toEqual({});
    for (const node of file.nodes) {
      expect(NOT_RUNNING).not.toContain(node.type);
      for (const field of ["entry", "sample", "maxAge", "onFull"]) expect(node.data).not.toHaveProperty(field);
    }
  });

  it("names only events that exist", () => {
    const events = [
      ...(file.settings?.exitWhen ?? []).map((rule) => rule.on),
      ...(file.settings?.goals ?? []).map((goal) => goal.on),
      ...file.nodes.flatMap((node) => {
        if (node.type === "trigger.event") return [node.data.event];
        return node.type === "wait.event" ? node.data.on.map((on) => on.event) : [];
      }),
    ];
    for (const event of events) expect(Object.keys(EVENTS)).toContain(event);
  });

  it("labels every node and puts no two on the same place", () => {
    const places = file.nodes.map((node) => `${node.position.x},${node.position.y}`);
    expect(new Set(places).size).toBe(places.length);
    for (const node of file.nodes) expect(node.label ?? "").not.toBe("");
  });

  it("gives every customer script a last version for whoever matches no other", () => {
    for (const node of file.nodes) {
      const works = node.type === "task" ? [node.data] : node.type === "campaign.rhythm" ? node.data.slots : [];
      for (const work of works) if (work.scripts) expect(work.scripts.at(-1)?.where).toBeUndefined();
    }
  });

  it("makes no claim that food may not make, and gives every variable a default", () => {
    for (const text of texts(file)) {
      expect(text.replace(DENIALS, "")).not.toMatch(CLAIMS);
      for (const [variable] of text.matchAll(/\{\{[^}]*\}\}/g)) expect(variable).toContain("| default:");
    }
  });
});

describe("words by price sensitivity", () => {
  const OFFER = /首单礼|回馈|划算|优惠|到手价|专场价/;

  it.each(TEMPLATE_GALLERY)("never show offers to people of low sensitivity in $id", ({ file }) => {
    const low = file.nodes.flatMap((node) => {
      const works = node.type === "task" ? [node.data] : node.type === "campaign.rhythm" ? node.data.slots : [];
      return works.flatMap((work) =>
        (work.scripts ?? []).filter((s) => JSON.stringify(s.where ?? {}).includes('"low"')),
      );
    });
    for (const { id, text } of low) expect(text, id).not.toMatch(OFFER);
  });

  it("covers every persona with every sensitivity in the advice of the first order", () => {
    const file = FLOW_TEMPLATES.find((t) => t.id === "first-order")?.file;
    const advise = file?.nodes.find((n) => n.id === "advise");
    const ids = advise?.type === "task" ? (advise.data.scripts ?? []).map((s) => s.id) : [];
    const personas = ["mom", "elder", "office", "family", "general"];
    expect(ids).toEqual(personas.flatMap((p) => ["low", "high", "mid"].map((s) => `${p}-${s}`)));
  });
});
