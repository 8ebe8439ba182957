import { expect, test } from "vitest";
import { textOfValue } from "./text-of-value.js";

test("a value is shown for a message, whatever it is", () => {
  const shown = ["greater", 7, -0.5, true, null, undefined, [1], { toString: 1 }, Object.create(null)].map(textOfValue);
  expect(shown).toEqual(["greater", "7", "-0.5", "true", "null", "undefined", "[…]", "{…}", "{…}"]);
});
