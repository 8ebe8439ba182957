import { describe, expect, it } from "vitest";
import { expectExactInverse, refusalCodes } from "../document.testkit.js";
import { renameFlow } from "./rename-flow.js";

describe("renaming the flow", () => {
  it("is undone exactly, description and all", () => {
    const flow = expectExactInverse(renameFlow, { name: "首单转化", description: "14 天" });
    expect(flow).toMatchObject({ id: "sample", name: "首单转化", description: "14 天" });
    expect(expectExactInverse(renameFlow, { name: "首单", description: "" }, flow).description).toBeUndefined();
  });
  it("is refused without a name", () => {
    expect(refusalCodes(renameFlow, { name: "" })).toEqual(["flow.bad_value"]);
  });
});
