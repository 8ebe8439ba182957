import { describe } from "vitest";
import type { HarnessFactory } from "../contract/store-harness.js";
import { freshWorlds } from "./defect-worlds.js";
import { peopleInsideCases } from "./people-inside.cases.js";
import { waitCases } from "./waits.cases.js";
import { workerCases } from "./worker.cases.js";

/** What went wrong in other journey systems, each with where it was seen, run through the engine over a kind of store. */
export function knownDefects(name: string, create: HarnessFactory, backlog?: number): void {
  describe(`known defects of other systems, on ${name}:`, () => {
    const make = freshWorlds(create);
    waitCases(make);
    peopleInsideCases(make);
    workerCases(make, backlog);
  });
}
