import type { Enrollment, TaskResult } from "@sopflow/schemas";
import { type NowFacts, nowFacts } from "../profile/index.js";
import type { Facts, RuleInput } from "../rules/facts.js";
import { bucketOf } from "./ids.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** What a condition reads when no enrollment is at hand: entries, audiences. */
export function customerScope(run: StepRun, zone: string, event?: JourneyEvent, position?: string): Facts {
  if (event !== undefined || position !== undefined) {
    return new StepFacts(run, zone, { event, position, input: event && "event" });
  }
  const last = run.lastScope;
  if (last !== undefined && last.zone === zone && last.at === run.at) return last;
  const scope = new StepFacts(run, zone, NOWHERE);
  run.lastScope = scope;
  return scope;
}

/** What a condition reads inside a flow, at a node. `zone` is that of the flow, where the caller has it at hand. */
export const enrollmentScope = (
  run: StepRun,
  enrollment: Enrollment,
  more: AtNode,
  zone: string = run.zone(enrollment),
): Facts => new EnrollmentFacts(run, zone, more, enrollment);

interface Place {
  readonly position?: string | undefined;
  readonly input?: RuleInput | undefined;
  readonly event?: JourneyEvent | undefined;
}

const NOWHERE: Place = {};

interface AtNode extends Place {
  readonly nodeId: string;
}

/** Made for every question and asked for one or two facts of it, so each fact is made when it is read. */
class StepFacts implements Facts {
  readonly at: number;
  readonly position: string | undefined;
  readonly input: RuleInput | undefined;
  #now: NowFacts | undefined;
  #event: unknown;

  constructor(
    protected readonly run: StepRun,
    readonly zone: string,
    protected readonly place: Place,
  ) {
    this.at = run.at;
    this.position = place.position;
    this.input = place.input;
  }

  get customer(): unknown {
    return this.run.customerFacts(this.zone);
  }

  get now(): NowFacts {
    this.#now ??= nowFacts(this.at, this.zone);
    return this.#now;
  }

  /** Of an event conditions see what was posted, not how it came about. */
  get event(): unknown {
    const { event } = this.place;
    if (event === undefined) return undefined;
    this.#event ??= { type: event.type, id: event.id, at: event.at, props: event.props };
    return this.#event;
  }

  bucket(experiment = ""): number {
    return bucketOf(this.run.customer.id, experiment);
  }
}

class EnrollmentFacts extends StepFacts {
  readonly #enrollment: Enrollment;
  readonly #nodeId: string;

  constructor(run: StepRun, zone: string, place: AtNode, enrollment: Enrollment) {
    super(run, zone, place);
    this.#enrollment = enrollment;
    this.#nodeId = place.nodeId;
  }

  get enrollment(): unknown {
    const { flowId, version, enteredAt, key, entry, visits } = this.#enrollment;
    return { flowId, version, enteredAt, key, entry, visits };
  }

  get task(): TaskResult | undefined {
    const { lastTask, results } = this.#enrollment;
    return lastTask === undefined ? undefined : results[lastTask];
  }

  get tasks(): Enrollment["results"] {
    return this.#enrollment.results;
  }

  override bucket(experiment = `${this.#enrollment.flowId}/${this.#nodeId}`): number {
    return super.bucket(experiment);
  }
}
