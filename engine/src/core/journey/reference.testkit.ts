/*
 * A second, naive interpreter for a subset of flows, written from FLOW-FORMAT and not from the engine: no compiled rules,
 * no stored timers, no budget; time in whole minutes; everything that may happen is searched for anew each time. The
 * property test demands the same story from both.
 */

/** An event that a rule asks for; `tag` narrows tag events to one tag. */
export interface RefMatch {
  readonly event: string;
  readonly tag?: string;
}

type Next = string | null;

export type RefNode =
  | { readonly type: "branch"; readonly tag: string; readonly yes: Next; readonly no: Next }
  | { readonly type: "pause"; readonly minutes: number; readonly next: Next }
  | {
      readonly type: "await";
      readonly on: readonly (RefMatch & { readonly id: string; readonly next: Next })[];
      readonly minutes: number;
      readonly timeout: Next;
    }
  | { readonly type: "send"; readonly expire: number; readonly next: Next }
  | { readonly type: "ask"; readonly expire: number; readonly ways: Readonly<Record<AskPort, Next>> }
  | { readonly type: "tag"; readonly add: string | undefined; readonly remove: string | undefined; readonly next: Next }
  | { readonly type: "exit" };

export const ASK_PORTS = ["yes", "no", "skipped", "expired"] as const;
export type AskPort = (typeof ASK_PORTS)[number];

export interface RefFlow {
  readonly id: string;
  /** Distinct over all flows. */
  readonly priority: number;
  readonly trigger: RefMatch;
  readonly first: Next;
  readonly nodes: Readonly<Record<string, RefNode>>;
  readonly exits: readonly RefMatch[];
  readonly goals: readonly (RefMatch & { readonly id: string; readonly minutes: number })[];
}

interface RefEvent {
  readonly type: string;
  readonly tag?: string;
  readonly depth: number;
}

interface RefTask {
  readonly node: string;
  readonly visit: number;
  readonly waits: boolean;
  readonly expires: number;
}

interface RefEnrollment {
  readonly flow: RefFlow;
  readonly entered: number;
  /** The event that entered it: never an exit or a goal of its own. */
  readonly by: RefEvent;
  state: "active" | "closing" | "over";
  node: string;
  visit: number;
  since: number;
  /** Depth of the chain in which its task was planned; undefined = none is planned. */
  planned: number | undefined;
  tasks: RefTask[];
  readonly reached: Set<string>;
  /** An exit rule has ended it. */
  exited: boolean;
}

const MAX_DEPTH = 8;

export class ReferenceJourney {
  now = 0;
  readonly story: string[] = [];
  readonly tags = new Set<string>();
  readonly #flows: readonly RefFlow[];
  #people: RefEnrollment[] = [];
  #raised: RefEvent[] = [];
  #depth = 0;
  #visits = 0;
  /** Most nodes visited between two moments of rest: the engine stops chains that are too long, this one does not. */
  busiest = 0;

  constructor(flows: readonly RefFlow[]) {
    this.#flows = [...flows].sort((a, b) => b.priority - a.priority);
  }

  /** Open tasks, in the order in which they were issued. */
  readonly open: { readonly person: RefEnrollment; readonly task: RefTask }[] = [];

  /** Time passes: whatever is due happens at its own time. */
  pass(until: number): void {
    for (let due = this.#due(until); due !== undefined; due = this.#due(until)) {
      this.now = due.at;
      // Everything due at this minute advances first; then what it raised; then its tasks.
      for (let next = this.#due(due.at); next !== undefined; next = this.#due(due.at)) next.happen();
      this.#settle();
    }
    this.now = until;
  }

  event(type: string): void {
    this.#handle({ type, depth: 0 });
    this.#settle();
  }

  answer(index: number, outcome: "yes" | "no" | "skipped"): void {
    const found = this.open[index];
    if (!found) return;
    this.#depth = 0;
    const { person, task } = found;
    const asked = person.flow.nodes[task.node]?.type === "ask";
    this.#close(person, task, outcome === "skipped" ? "skipped" : asked ? outcome : "done");
    this.#settle();
  }

  /** The next thing due at or before `until`: by time, then order of enrollment, then node. */
  #due(until: number): { at: number; happen: () => void } | undefined {
    const all = this.#people.flatMap((person, order) => {
      const node = person.flow.nodes[person.node];
      const found: { at: number; order: number; node: string; happen: () => void }[] = [];
      const add = (at: number, name: string, happen: () => void) => found.push({ at, order, node: name, happen });
      if (person.state === "active" && node?.type === "pause") {
        add(person.since + node.minutes, person.node, () => this.#go(person, "out", node.next));
      }
      if (person.state === "active" && node?.type === "await") {
        add(person.since + node.minutes, person.node, () => this.#go(person, "timeout", node.timeout));
      }
      for (const task of person.tasks) add(task.expires, task.node, () => this.#close(person, task, "expired"));
      const watched = this.#watchedUntil(person);
      if (person.state === "closing" && watched !== undefined && person.tasks.length === 0) {
        add(watched, "", () => this.#endIfOver(person));
      }
      return found;
    });
    const due = all.filter((d) => d.at <= until);
    due.sort((a, b) => a.at - b.at || a.order - b.order || (a.node < b.node ? -1 : 1));
    const [first] = due;
    if (!first) return undefined;
    return {
      at: first.at,
      happen: () => {
        this.#depth = 0;
        first.happen();
      },
    };
  }

  #handle(event: RefEvent): void {
    this.#depth = event.depth;
    for (const person of [...this.#people]) {
      if (person.by === event) continue;
      this.#count(person, event);
      if (!person.exited && person.flow.exits.some((rule) => matches(rule, event))) this.#exit(person);
    }
    for (const person of [...this.#people]) {
      const node = person.flow.nodes[person.node];
      if (person.state !== "active" || node?.type !== "await") continue;
      const hit = node.on.find((rule) => matches(rule, event));
      if (hit) this.#go(person, hit.id, hit.next);
    }
    for (const flow of this.#flows) {
      if (matches(flow.trigger, event)) this.#enter(flow, event);
    }
  }

  #settle(): void {
    do {
      for (let event = this.#raised.shift(); event !== undefined; event = this.#raised.shift()) {
        if (event.depth <= MAX_DEPTH) this.#handle(event);
      }
      this.#issueAll();
    } while (this.#raised.length > 0);
    this.busiest = Math.max(this.busiest, this.#visits);
    this.#visits = 0;
  }

  /** Whoever has a task planned gets it: here nothing stands in the way, so only the order matters. */
  #issueAll(): void {
    for (;;) {
      const round = this.#people.filter((p) => p.planned !== undefined);
      if (round.length === 0) return;
      round.sort((a, b) => b.flow.priority - a.flow.priority);
      for (const person of round) this.#issue(person);
    }
  }

  #issue(person: RefEnrollment): void {
    const node = person.flow.nodes[person.node];
    if (person.planned === undefined || (node?.type !== "send" && node?.type !== "ask")) return;
    this.#depth = person.planned;
    person.planned = undefined;
    const waits = node.type === "ask";
    const task = { node: person.node, visit: person.visit, waits, expires: this.now + node.expire };
    person.tasks.push(task);
    this.open.push({ person, task });
    this.#tell(person, `issued ${person.node}`);
    if (node.type === "send") this.#go(person, "out", node.next);
  }

  #enter(flow: RefFlow, event: RefEvent): void {
    if (this.#people.some((p) => p.flow === flow && p.state === "active")) return;
    const person: RefEnrollment = {
      flow,
      entered: this.now,
      by: event,
      state: "active",
      node: "t",
      visit: 0,
      since: this.now,
      planned: undefined,
      tasks: [],
      reached: new Set(),
      exited: false,
    };
    this.#people.push(person);
    this.#tell(person, "entered t");
    this.#go(person, "out", flow.first);
  }

  /** Leaves the node by a port and walks on until something holds the person. */
  #go(person: RefEnrollment, port: string, to: Next): void {
    this.#tell(person, `left ${person.node}:${port}`);
    if (to === null) {
      this.#tell(person, `completed ${person.node}`);
      this.#beginClosing(person);
      return;
    }
    person.node = to;
    person.visit += 1;
    this.#visits += 1;
    person.since = this.now;
    const node = person.flow.nodes[to];
    if (node?.type === "branch") {
      const yes = this.tags.has(node.tag);
      this.#go(person, yes ? "yes" : "else", yes ? node.yes : node.no);
    } else if (node?.type === "tag") {
      this.#change(node.add, node.remove);
      this.#go(person, "out", node.next);
    } else if (node?.type === "exit") {
      this.#exit(person);
    } else if (node?.type === "send" || node?.type === "ask") {
      person.planned = this.#depth;
    }
  }

  #change(add: string | undefined, remove: string | undefined): void {
    if (add !== undefined && !this.tags.has(add)) {
      this.tags.add(add);
      this.#raised.push({ type: "tag.added", tag: add, depth: this.#depth + 1 });
    }
    if (remove !== undefined && this.tags.delete(remove)) {
      this.#raised.push({ type: "tag.removed", tag: remove, depth: this.#depth + 1 });
    }
  }

  #count(person: RefEnrollment, event: RefEvent): void {
    for (const goal of person.flow.goals) {
      const inTime = this.now < person.entered + goal.minutes;
      if (person.reached.has(goal.id) || !inTime || !matches(goal, event)) continue;
      person.reached.add(goal.id);
      this.#tell(person, `goal ${goal.id}`);
    }
    this.#endIfOver(person);
  }

  #exit(person: RefEnrollment): void {
    if (person.state === "over") return;
    if (person.state === "active") this.#tell(person, `exited ${person.node}`);
    if (person.planned !== undefined) this.#tell(person, `dropped ${person.node}`);
    person.planned = undefined;
    for (const task of person.tasks) {
      this.#tell(person, `withdrawn ${task.node}`);
      this.#forget(task);
    }
    person.tasks = [];
    person.exited = true;
    if (person.state === "active") this.#beginClosing(person);
    else this.#endIfOver(person);
  }

  #close(person: RefEnrollment, task: RefTask, outcome: string): void {
    person.tasks = person.tasks.filter((t) => t !== task);
    this.#forget(task);
    this.#tell(person, `result ${task.node}:${outcome}`);
    const node = person.flow.nodes[task.node];
    const port = ASK_PORTS.find((p) => p === outcome);
    const waitsHere = person.state === "active" && person.node === task.node && person.visit === task.visit;
    if (waitsHere && task.waits && node?.type === "ask" && port) this.#go(person, port, node.ways[port]);
    else this.#endIfOver(person);
  }

  #forget(task: RefTask): void {
    const index = this.open.findIndex((o) => o.task === task);
    this.open.splice(index, 1);
  }

  #beginClosing(person: RefEnrollment): void {
    person.state = "closing";
    this.#endIfOver(person);
  }

  #endIfOver(person: RefEnrollment): void {
    if (person.state !== "closing" || person.tasks.length > 0 || this.#watchedUntil(person, true) !== undefined) return;
    person.state = "over";
    this.#people = this.#people.filter((p) => p !== person);
    this.#tell(person, `closed ${person.node}`);
  }

  /** The end of the last goal window that is unreached; with `open` only of those that are not over. */
  #watchedUntil(person: RefEnrollment, open = false): number | undefined {
    const ends = person.flow.goals
      .filter((goal) => !person.reached.has(goal.id))
      .map((goal) => person.entered + goal.minutes)
      .filter((end) => !open || end > this.now);
    return ends.length === 0 ? undefined : Math.max(...ends);
  }

  #tell(person: RefEnrollment, what: string): void {
    this.story.push(`${this.now} ${person.flow.id} ${what}`);
  }
}

const matches = (rule: RefMatch, event: RefEvent): boolean =>
  rule.event === event.type && (rule.tag === undefined || rule.tag === event.tag);
