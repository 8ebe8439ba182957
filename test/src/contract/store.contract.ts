import { describe } from "vitest";
import { accessContract } from "./access.contract.js";
import { brandContract } from "./brand.contract.js";
import { commitContract } from "./commit.contract.js";
import { customersContract } from "./customers.contract.js";
import { flowsContract } from "./flows.contract.js";
import { logContract } from "./log.contract.js";
import { modelContract } from "./model.contract.js";
import { readSideContract } from "./read-side.contract.js";
import { recordsContract } from "./records.contract.js";
import { stepTraceContract } from "./step-trace.contract.js";
import type { HarnessFactory } from "./store-harness.js";
import { tasksContract } from "./tasks.contract.js";
import { trimTraceContract } from "./trim-trace.contract.js";

/** Everything that a store owes. `P1` to `P4` in titles are the invariants of engine/src/store/port.ts. */
export function storeContract(name: string, create: HarnessFactory): void {
  describe(`${name} keeps the store's contract:`, () => {
    logContract(create);
    customersContract(create);
    commitContract(create);
    tasksContract(create);
    flowsContract(create);
    brandContract(create);
    accessContract(create);
    readSideContract(create);
    stepTraceContract(create);
    trimTraceContract(create);
    recordsContract(create);
    modelContract(create);
  });
}
