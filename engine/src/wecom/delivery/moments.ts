import { type Material, materialSchema, type Task } from "@sopflow/schemas";
import { z } from "zod";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../core/time/index.js";
import { type RecordStore, type TypedRecord, type TypedRecords, typedRecords } from "../../store/index.js";
import type { EngineLogger, TaskReport } from "../../worker/index.js";
import { KeyedLock } from "../keyed-lock.js";
import { backOff } from "./back-off.js";
import { CallError } from "./wecom-calls.js";

/** `planned` → `creating` → `made` (a job) → `asked` (the advisor may publish) → gone. */
const momentSchema = z.object({
  state: z.enum(["planned", "creating", "made", "asked"]),
  advisorId: z.string(),
  text: z.string(),
  materials: z.array(materialSchema),
  jobId: z.string().optional(),
  momentId: z.string().optional(),
  createdAt: z.int().optional(),
  failures: z.int().default(0),
  polls: z.int().default(0),
  /** Why WeCom does not ask the advisor; the card and the list still do. */
  problem: z.string().optional(),
});
type Moment = z.infer<typeof momentSchema>;

/** What moments ask of WeCom. Every method may reject with `CallError`. */
export interface MomentCalls {
  createMoment(userId: string, text: string, materials: readonly Material[]): Promise<string>;
  /** The moment of a job; undefined while WeCom still makes it. */
  momentOfJob(jobId: string): Promise<string | undefined>;
  isPublished(momentId: string, userId: string): Promise<boolean>;
  cancelMoment(momentId: string): Promise<void>;
}

export interface MomentParts {
  readonly records: RecordStore;
  readonly tasks: (ids: readonly string[]) => Promise<Task[]>;
  readonly calls: MomentCalls;
  readonly report: (taskId: string, report: TaskReport) => Promise<unknown>;
  readonly now: () => number;
  readonly userIdOf: (advisorId: string) => Promise<string | undefined>;
  readonly logger: EngineLogger;
}

const JOB_POLL_MS = 5_000;
const PUBLISH_POLL_MS = [2, 5, 10, 20].map((minutes) => minutes * MINUTE_MS);
/** A job id works for 24 hours. */
const JOB_LIFE_MS = DAY_MS - HOUR_MS;

/**
 * Has WeCom put the words and pictures of a moments task before the advisor, who publishes with a tap, and reports it
 * when they have. The task's card and list entry stand beside it: who publishes by hand says so there.
 *
 * A creation without an answer is not repeated: the moment would be asked for twice, and no interface lists it.
 */
export class Moments {
  readonly records: TypedRecords<Moment>;
  readonly #parts: MomentParts;
  readonly #lock = new KeyedLock();

  constructor(parts: MomentParts) {
    this.#parts = parts;
    this.records = typedRecords(parts.records, "wecom.moment", momentSchema);
  }

  /** Takes in an open task of an advisor; one that was taken in stays as it is. */
  async take({ id, advisorId, text, materials }: Task): Promise<void> {
    if (advisorId === undefined) return;
    const doc: Moment = { state: "planned", advisorId, text, materials, failures: 0, polls: 0 };
    await this.records.put({ id, owner: advisorId, doc, dueAt: this.#parts.now(), expected: 0 });
  }

  serve(id: string): Promise<void> {
    return this.#lock.run(id, async () => {
      const row = await this.records.get(id);
      if (!row) return;
      const [task] = await this.#parts.tasks([id]);
      if (task?.state !== "open") return this.#end(row);
      try {
        await this.#step(row, task);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        await this.#stumble(row, error);
      }
    });
  }

  async #step({ id, doc }: TypedRecord<Moment>, task: Task): Promise<void> {
    const { calls, now } = this.#parts;
    const userId = await this.#parts.userIdOf(doc.advisorId);
    if (userId === undefined) throw new CallError("refused", "the advisor has no WeCom account here");
    if (doc.state === "planned") {
      await this.#put(id, { ...doc, state: "creating" }, undefined);
      const jobId = await calls.createMoment(userId, doc.text, doc.materials);
      await this.#put(id, { ...doc, state: "made", jobId, createdAt: now(), failures: 0 }, now() + JOB_POLL_MS);
    } else if (doc.state === "made") {
      if (now() - (doc.createdAt ?? 0) > JOB_LIFE_MS) throw new CallError("refused", "WeCom did not make the moment");
      const momentId = await calls.momentOfJob(doc.jobId ?? "");
      if (momentId === undefined) return this.#put(id, doc, now() + JOB_POLL_MS);
      await this.#put(id, { ...doc, state: "asked", momentId }, now() + (PUBLISH_POLL_MS[0] ?? HOUR_MS));
    } else if (doc.state === "asked") {
      if (await calls.isPublished(doc.momentId ?? "", userId)) return this.#published(id, task);
      const polls = doc.polls + 1;
      await this.#put(id, { ...doc, polls }, now() + (PUBLISH_POLL_MS[polls] ?? HOUR_MS));
    }
  }

  async #published(id: string, task: Task): Promise<void> {
    const { now, report } = this.#parts;
    const outcome = task.outcomes[0]?.id;
    await report(id, {
      kind: "complete",
      ...(outcome === undefined ? {} : { outcome }),
      evidence: "moment_result",
      by: task.advisorId ?? "wecom",
      at: now(),
      requestId: `moment/${id}`,
    });
    await this.records.put({ id });
  }

  /** The task is over: who has not published yet is no longer asked to. */
  async #end({ id, doc }: TypedRecord<Moment>): Promise<void> {
    try {
      if (doc.state === "asked" && doc.momentId !== undefined) await this.#parts.calls.cancelMoment(doc.momentId);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.#parts.logger.warn({ task: id, code: error.details.code }, "a moment could not be taken back");
    }
    await this.records.put({ id });
  }

  async #stumble({ id, doc }: TypedRecord<Moment>, error: CallError): Promise<void> {
    const { now, logger } = this.#parts;
    const { code, notBefore } = error.details;
    logger.warn({ task: id, code, failure: error.failure, state: doc.state }, "a moment could not be asked for");
    const failures = doc.failures + 1;
    const isGivenUp = error.failure === "refused" || (error.failure === "unknown" && doc.state === "planned");
    const next = { ...doc, failures, problem: error.message };
    if (isGivenUp) await this.#put(id, { ...next, state: "creating" }, undefined);
    else await this.#put(id, next, Math.max(notBefore ?? 0, now() + backOff(failures)));
  }

  async #put(id: string, doc: Moment, dueAt: number | undefined): Promise<void> {
    await this.records.put({ id, owner: doc.advisorId, doc, dueAt });
  }
}
