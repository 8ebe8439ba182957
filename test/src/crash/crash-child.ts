import { createEngine, FAULT_POINTS, instantWaker, type Store, VirtualClock } from "@sopflow/engine";
import { compileFlow } from "@sopflow/engine/core";
import { brandSettingsSchema, type FlowFile, flowSchema } from "@sopflow/schemas";
import { FIRST_FLOWS, SECOND_FLOWS } from "./crash-flows.js";
import { eventsOf, hash, ROUND_MS, reportsOf, START, timeOf } from "./crash-script.js";
import { openAt } from "./open-at.js";

/*
 * One life of the process under test: `node child PLACE ROUNDS DIE_AT [FIRST]`. It takes up the script where the log ends,
 * from round FIRST on, prints each round it has finished, and kills itself at the DIE_AT-th durable write if it gets
 * there (0 = never).
 */
const [file = "", rounds = "0", dieAt = "0", first = "0"] = process.argv.slice(2);

let writes = 0;
const faults = () => {
  writes += 1;
  if (writes === Number(dieAt)) process.kill(process.pid, "SIGKILL");
};

// As the product does; the bundle has it beside this file.
const store = await openAt(file, new URL("./writer-thread.mjs", import.meta.url));
const clock = new VirtualClock(START);
const engine = createEngine({ store, clock, waker: instantWaker, faults });

if ((await store.getMeta("script")) === undefined) {
  // Nobody's day gets full: whose task comes first would depend on how batches fall.
  const room = { capacityPerDay: 10_000, active: true };
  const advisor = (id: string, pools: string[]) => ({ id, name: `顾问${id}`, pools, ...room });
  await store.brand.saveAdvisors([advisor("a0", []), advisor("a1", []), advisor("a2", []), advisor("a3", ["solo"])]);
  await store.brand.saveSettings(
    brandSettingsSchema.parse({
      contactPolicy: openContactPolicy(),
      attributes: { lastFlow: { type: "text", label: "流程" } },
    }),
  );
  for (const flow of FIRST_FLOWS) await publish(store, flow, 1);
  await store.setMeta("script", "ready");
}

const from = Math.max(Number(first), await lastRound(store));
clock.set(timeOf(from));
await engine.start();
for (let round = from; round < Number(rounds); round++) {
  clock.set(timeOf(round));
  if (round === 60) {
    for (const flow of SECOND_FLOWS) await publish(store, flow, 2);
    await engine.contextChanged();
  }
  await playRound(round);
  process.stdout.write(`${round}\n`);
}
await engine.stop();
await store.close();
process.stdout.write(`done after ${writes} of ${FAULT_POINTS.length} kinds\n`);

async function playRound(round: number): Promise<void> {
  const received = timeOf(round);
  const open = await store.tasks.query({ states: ["open"], limit: 100_000 });
  for (const { taskId, report } of reportsOf(round, open)) await engine.reportTask(taskId, report);
  const events = eventsOf(round);
  // Several senders at once, and one of them sends again what was sent before.
  const size = 1 + (hash("size", round) % 7);
  const calls: Promise<unknown>[] = [];
  for (let i = 0; i < events.length; i += size) {
    calls.push(engine.post(events.slice(i, i + size), { origin: "system", received }));
    if (i % 3 === 0) await instantWaker.yield();
  }
  const again = [...events.slice(0, 5), ...(round > 0 ? eventsOf(round - 1).slice(0, 5) : [])];
  calls.push(engine.post(again, { origin: "system", received }));
  await Promise.all(calls);
  await engine.runUntilIdle();
}

/** The round that the last entry of the log belongs to: it is played again, and all that it had is a duplicate. */
async function lastRound({ log }: Store): Promise<number> {
  const last = await log.lastSeq();
  const [entry] = await log.read(last - 1, 1);
  return entry === undefined ? 0 : Math.max(0, Math.ceil((entry.received - START) / ROUND_MS));
}

async function publish({ flows }: Store, input: FlowFile, version: number): Promise<void> {
  const flow = flowSchema.parse(input);
  if (await flows.version(flow.id, version)) return;
  const { compiled, diagnostics } = compileFlow(flow, { version });
  if (!compiled) throw new Error(diagnostics.map((d) => `${d.code} ${d.path}: ${d.message.en}`).join("\n"));
  await flows.publish({ flowId: flow.id, version, flow, compiled, publishedAt: clock.now(), publishedBy: "script" });
}

/** Hours still bind; without limits no flow takes another's contact, whichever of them comes first. */
function openContactPolicy() {
  const free = { limits: [] };
  return {
    marketing: free,
    marketingCore: free,
    groupSend: free,
    phone: free,
    service: free,
    campaign: { perDay: 99, perCampaign: 99, campaigns30d: 99 },
    suppress: { notNeededDays: 0, afterUnwellDays: 0, sameSkuDays: 0 },
  };
}
