import type { NewLogEntry } from "@sopflow/engine";
import { DAY_MS, formatInstant, HOUR_MS } from "@sopflow/engine/core";
import { brandSettingsSchema } from "@sopflow/schemas";
import { Dice } from "./dice.js";
import { fail } from "./failed-invariant.js";
import { Invariants } from "./invariants.js";
import { advisorsOf, Lead, type LeadAct } from "./lead.js";
import { drawPolicy } from "./policies.js";
import { checkAllSame, checkSame, SecondEngine } from "./second-engine.js";
import { type Customs, Town, ZONE } from "./town.js";
import { SimWorld } from "./world.js";

export interface SimulationOptions {
  readonly seed: number;
  /** Virtual days. */
  readonly days: number;
  /** Told what happens, line by line. */
  readonly tell?: (line: string) => void;
}

/** What a story had in it: a seed that proves nothing shows. */
export interface SimulationReport {
  readonly seed: number;
  readonly days: number;
  readonly steps: number;
  readonly events: number;
  readonly acts: number;
  readonly restarts: number;
  readonly storeErrors: number;
  readonly enrollments: number;
  readonly moved: number;
  readonly tasks: number;
}

const START = Date.parse("2026-03-02T08:00:00+08:00");
const STEPS_A_DAY = 3;
/** All that was written is compared so often; documents and tasks after each step. */
const COMPARE_ALL_EVERY = 40;
/** Days in which nothing happens from outside; goals of those who have left are over after so many, too. */
const END_DAYS = 20;

/**
 * Plays one story: people, advisors and a lead do what the seed says, while the store fails and the process dies. After
 * each step everything that must hold is checked, and a second engine that was fed the same log is compared
 * (see `contested`). Throws
 * `FailedInvariant`.
 */
export async function simulate({ seed, days, tell = () => {} }: SimulationOptions): Promise<SimulationReport> {
  const dice = new Dice(seed);
  const [people, erases, merges] = [dice.int(4, 14), dice.chance(0.3), dice.chance(0.4)];
  const busy = dice.chance(0.6);
  const contested = dice.chance(0.6);
  const crowd = dice.pick(["none", "none", "schedules", "throttles", contested ? "both" : "schedules"]);
  const customs: Customs = {
    people: busy ? Math.ceil(people / 2) : people,
    ...{ erases, merges, busy },
    ...{ contested, jumps: dice.chance(0.2) },
    schedules: crowd === "schedules" || crowd === "both",
    throttles: crowd === "throttles" || crowd === "both",
  };
  const rates = dice.pick([
    { error: 0, crash: 0.02 },
    { error: 0.02, crash: 0.02 },
    { error: 0.04, crash: 0 },
    { error: 0.01, crash: 0.08 },
  ]);
  const world = new SimWorld(START, new Dice(seed ^ 0x5f375a86), rates);
  const second = new SecondEngine(START);
  const story = new Story(world, second, dice, customs, tell);
  try {
    await story.begin();
    while (story.day < days) await story.step();
    await story.end();
    return { seed, days, ...(await story.report()) };
  } finally {
    await Promise.all([world.dispose(), second.dispose()]);
  }
}

class Story {
  readonly #town: Town;
  readonly #lead: Lead;
  readonly #invariants: Invariants;
  /** Keys of events that were accepted: each may be once only. */
  readonly #accepted = new Set<string>();
  #steps = 0;
  #events = 0;
  #acts = 0;

  constructor(
    private readonly world: SimWorld,
    private readonly second: SecondEngine,
    private readonly dice: Dice,
    private readonly customs: Customs,
    private readonly tell: (line: string) => void,
  ) {
    this.#town = new Town(dice.fork(1), customs);
    this.#lead = new Lead(dice.fork(2), customs);
    this.#invariants = new Invariants(customs.jumps);
  }

  get #isCompared(): boolean {
    const { schedules, throttles, contested } = this.customs;
    return !contested || (!schedules && !throttles);
  }

  get day(): number {
    return (this.world.clock.now() - START) / DAY_MS;
  }

  async begin(): Promise<void> {
    const { world } = this;
    world.faults.isCalm = true;
    const { brand } = world.faults.store;
    await brand.saveAdvisors(advisorsOf(this.customs));
    const attributes = { last: { type: "text", label: "最近" } };
    const contactPolicy = drawPolicy(this.dice);
    await brand.saveSettings(brandSettingsSchema.parse({ attributes, contactPolicy, breaker: { factor: 0 } }));
    const supply = { price: 9_900, daysOfSupply: 20 };
    await brand.saveProducts([
      { sku: "milk", name: "奶粉", ...supply },
      { sku: "rice", name: "米粉", ...supply },
    ]);
    await this.#lead.begin(world.service, this.dice.int(3, 5));
    await this.#settle();
    world.faults.isCalm = false;
  }

  /** Some time passes, and some of all that may happen does. */
  async step(): Promise<void> {
    await this.#passTime();
    if (this.dice.chance(0.2)) {
      const act = await this.#lead.next(this.world.service, this.world.store).catch(() => undefined);
      if (act) {
        await this.#act(act);
        // A pass over the people inside may come before or after what is posted behind it: both are right.
        await this.#settle();
      }
    }
    await this.#report();
    await this.#post();
    await this.#settle();
  }

  /** Everything comes to its end: nobody may be left inside, and no task open. */
  async end(): Promise<void> {
    for (const act of await this.#lead.resumeAll(this.world.store)) await this.#act(act);
    await this.#rest();
    for (const act of await this.#lead.endAll(this.world.store)) await this.#act(act);
    await this.#rest();
    if (this.#isCompared) await checkAllSame(this.world.store, this.second.store);
    await this.#invariants.finish(this.world.store);
  }

  async #rest(): Promise<void> {
    await this.#settle();
    const until = this.world.clock.now() + END_DAYS * DAY_MS;
    while (this.world.clock.now() < until) {
      await this.#passTo(this.world.clock.now() + DAY_MS);
      await this.#settle();
    }
  }

  async report() {
    const { store, lives, errors, faults } = this.world;
    const counts = [...this.#invariants.ledger.counters];
    const sum = (metric: string) =>
      counts.filter(([id]) => id.split(" ")[3] === metric).reduce((total, [, n]) => total + n, 0);
    return {
      steps: this.#steps,
      events: this.#events,
      acts: this.#acts,
      restarts: lives,
      storeErrors: errors + faults.errors,
      enrollments: sum("entered"),
      moved: this.#invariants.ledger.moved,
      tasks: await store.tasks.count({}),
    };
  }

  /**
   * Comes to every scheduled run in its time: after a pause of the process a run and the timers that came due meanwhile
   * may be served in either order, which is no difference that a second engine must repeat.
   */
  async #passTo(until: number): Promise<void> {
    for (;;) {
      const { clock, store } = this.world;
      const rows = await store.schedules.list();
      const coming = rows.map(({ id, nextAt }) => (id.startsWith("worker:") ? undefined : nextAt));
      const next = Math.min(...coming.map((at) => (at !== undefined && at > clock.now() ? at : until + 1)));
      if (next > until) break;
      clock.set(next);
      await this.#settle();
    }
    this.world.clock.set(until);
  }

  /** Mostly hours, sometimes exactly to the next timer or a moment off, sometimes days in one go; back only in crowds, since an engine forgets the later time with a restart. */
  async #passTime(): Promise<void> {
    const { clock, store } = this.world;
    const { dice } = this;
    const wake = await store.customers.nextWake();
    const kind = dice.int(0, 19);
    const hours = Math.round((24 / STEPS_A_DAY) * 2 * dice.next() * HOUR_MS);
    if (kind < 4 && wake !== undefined && wake > clock.now() && wake < clock.now() + 3 * DAY_MS) {
      await this.#passTo(wake + dice.int(-1, 1));
    } else if (kind === 4) await this.#passTo(clock.now() + dice.int(2, 6) * DAY_MS);
    else if (kind === 5 && this.customs.jumps) clock.advance(-dice.int(1, 120) * 60_000);
    else await this.#passTo(clock.now() + hours);
    this.tell(`${formatInstant(ZONE, clock.now())} day ${Math.floor(this.day)}`);
  }

  async #act(act: LeadAct): Promise<void> {
    const { world } = this;
    this.#acts += 1;
    this.tell(`  the lead ${act.say}`);
    const before = world.deaths.length;
    await world.insist(() => act.run(world.service, world.faults.store));
    await world.insist(() => world.engine.contextChanged());
    this.#tellDeaths(before);
  }

  async #report(): Promise<void> {
    const { world } = this;
    const tasks = await world.store.tasks.query({ limit: 10_000 });
    const open = tasks.filter((t) => t.state === "open");
    const closed = tasks.filter((t) => t.state !== "open").slice(-30);
    for (const { taskId, report } of this.#town.reports(world.clock.now(), open, closed)) {
      const { status } = await world.intake(() => world.engine.reportTask(taskId, report));
      this.tell(`  ${report.by}: ${report.kind} ${taskId} → ${status}`);
    }
  }

  async #post(): Promise<void> {
    const { world, dice } = this;
    const events = this.#town.events(world.clock.now());
    this.#events += events.length;
    while (events.length > 0) {
      const some = events.splice(0, dice.int(1, 4));
      const answers = await world.intake(() => world.engine.post(some, { origin: "system" }));
      for (const [i, event] of some.entries()) {
        const who = typeof event.customer === "string" ? event.customer : event.customer.value;
        this.tell(`  ${event.id} ${event.type} of ${who} at ${event.at} → ${answers[i]?.status}`);
      }
    }
  }

  #noteAccepted(entries: readonly NewLogEntry[]): void {
    for (const { id, type, source, body } of entries) {
      if (type === "customer.erased") this.#invariants.ledger.isGone = true;
      if (source === "sopflow") continue; // told as often as somebody tries
      const keys = [id, ...(type === "order.paid" ? [`order ${body.orderId}`] : [])];
      for (const key of keys) {
        if (this.#accepted.has(key)) fail("an event, and an order, is accepted once", { key, id });
        this.#accepted.add(key);
      }
    }
  }

  #tellDeaths(before: number): void {
    for (const death of this.world.deaths.slice(before)) this.tell(`  restart: the process died ${death}`);
  }

  /** The engine does all there is to do; then everything is checked. */
  async #settle(): Promise<void> {
    const { world, second } = this;
    const before = world.deaths.length;
    await world.insist(() => world.engine.runUntilIdle());
    this.#tellDeaths(before);
    const { entries, changes } = world.faults.take();
    this.#steps += 1;
    this.#noteAccepted(entries);
    if (this.#isCompared) {
      await second.follow(world.clock.now(), entries, changes);
      const all = this.#steps % COMPARE_ALL_EVERY === 0;
      await (all ? checkAllSame : checkSame)(world.store, second.store);
    }
    await this.#invariants.check(world.store, world.clock.now());
  }
}
