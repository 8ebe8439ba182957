import { brandSettingsSchema, flowSchema } from "@sopflow/schemas";
import { expect, it } from "vitest";
import { TEMPLATE_GALLERY } from "../../library/index.js";
import { compileFlow } from "../compile-flow.js";
import { analyseFlow } from "./index.js";

const { contactPolicy } = brandSettingsSchema.parse({});
const plans = TEMPLATE_GALLERY.flatMap(({ file }) => {
  const { compiled } = compileFlow(flowSchema.parse(file), { version: 1 });
  return compiled ? [compiled.plan] : [];
});

it.each(TEMPLATE_GALLERY.map(({ file }) => [file.id, file]))(
  "the template %s raises no doubt, alone or beside the others",
  (_, file) => {
    const found = analyseFlow(file, { contactPolicy, others: plans });
    expect(found.map(({ code, nodeId, message }) => `${code} @ ${nodeId}: ${message.en}`)).toEqual([]);
  },
);
