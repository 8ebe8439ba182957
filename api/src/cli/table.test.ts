import { expect, it } from "vitest";
import { table } from "./table.js";

it("aligns Chinese and Latin text in a terminal's cells", () => {
  expect(
    table(
      ["id", "name", "n"],
      [
        ["a", "首单转化", "1"],
        ["bcd", "x", "20"],
      ],
    ),
  ).toBe(["id   name      n", "a    首单转化  1", "bcd  x         20"].join("\n"));
});
