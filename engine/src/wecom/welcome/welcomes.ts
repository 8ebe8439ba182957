import { type JsonObject, type Material, materialSchema } from "@sopflow/schemas";
import { z } from "zod";
import { completeAdvisor } from "../../core/template/index.js";
import { formatInstant, SECOND_MS } from "../../core/time/index.js";
import { type Store, type TypedRecords, typedRecords } from "../../store/index.js";
import type { Clock, EngineLogger, SopEngine } from "../../worker/index.js";
import { CallError } from "../delivery/wecom-calls.js";
import { KeyedLock } from "../keyed-lock.js";

const TRY_AGAIN_MS = 1 * SECOND_MS;
/** What a member who is no advisor here is called in a welcome. */
const SOMEBODY = "您的专属顾问";

const welcomeSchema = z.object({
  code: z.string(),
  externalUserId: z.string(),
  advisorId: z.string(),
  flowId: z.string(),
  text: z.string(),
  materials: z.array(materialSchema),
  /** Epoch ms. */
  deadline: z.int(),
});
type Welcome = z.infer<typeof welcomeSchema>;

/** A new friend who came with a code. */
export interface Newcomer {
  /** The event as it is about to be posted. */
  readonly event: unknown;
  /** The same for the same callback, however often it comes. */
  readonly id: string;
  readonly code: string;
  readonly externalUserId: string;
  readonly advisorId: string;
  /** WeCom takes the code until then, epoch ms. */
  readonly deadlineAt: number;
}

export interface WelcomeParts {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "foresee" | "post">;
  /** Rejects with `CallError`. */
  readonly send: (code: string, text: string, materials: readonly Material[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: EngineLogger;
}

/**
 * Greets new friends past all queues.
 *
 * W1. The words are asked for before the event is posted: after it the customer is in the flow and would not enter again.
 * W2. They are durable before the callback is acknowledged; a restart within the 20 seconds sends them all the same.
 * W3. A code is used once: by WeCom's own rule, so a call without an answer may be repeated.
 */
export class Welcomes {
  readonly #parts: WelcomeParts;
  readonly #records: TypedRecords<Welcome>;
  readonly #lock = new KeyedLock();

  constructor(parts: WelcomeParts) {
    this.#parts = parts;
    this.#records = typedRecords(parts.store.records, "wecom.welcome", welcomeSchema);
  }

  /** To be called before the event is posted. True when there are words to send; then call `serve`. */
  async prepare({ event, id, code, externalUserId, advisorId, deadlineAt: deadline }: Newcomer): Promise<boolean> {
    if (this.#parts.clock.now() >= deadline) return false;
    const welcome = (await this.#parts.engine.foresee(event)).find((effect) => effect.kind === "welcome");
    if (welcome?.kind !== "welcome") return false;
    const { flowId } = welcome;
    const text = completeAdvisor(welcome.text, await this.#nameOf(advisorId));
    const materials = [...welcome.materials];
    const doc = { code, externalUserId, advisorId, flowId, text, materials, deadline };
    return this.#records.put({ id, doc, dueAt: this.#parts.clock.now(), expected: 0 });
  }

  /** Sends one welcome, if it is still there and may be tried now. */
  serve(id: string): Promise<void> {
    return this.#lock.run(id, async () => {
      const row = await this.#records.get(id);
      if (!row) return;
      const { clock, logger, send } = this.#parts;
      const { code, text, materials, deadline } = row.doc;
      if (clock.now() >= deadline) return this.#end(id, row.doc, "too late: WeCom takes a code for 20 seconds");
      try {
        await send(code, text, materials);
        await this.#end(id, row.doc, undefined);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        logger.warn({ code: error.details.code, failure: error.failure }, "a welcome was not taken");
        const again = Math.max(error.details.notBefore ?? 0, clock.now() + TRY_AGAIN_MS);
        if (error.failure === "refused" || again >= deadline) await this.#end(id, row.doc, error.message);
        else await this.#records.put({ id, doc: row.doc, dueAt: again });
      }
    });
  }

  /** Sends everything that is due. */
  async serveDue(): Promise<void> {
    const due = await this.#records.due(this.#parts.clock.now(), 100);
    await Promise.all(due.map(({ id }) => this.serve(id)));
  }

  /** Whoever the customer added speaks, not the owner of the customer. */
  async #nameOf(advisorId: string): Promise<string> {
    const advisor = (await this.#parts.store.brand.advisors()).find(({ id }) => id === advisorId);
    return advisor?.name ?? SOMEBODY;
  }

  /** Tells the timeline, then forgets the code. */
  async #end(id: string, { externalUserId, advisorId, flowId }: Welcome, failure: string | undefined): Promise<void> {
    const { engine, clock } = this.#parts;
    const props: JsonObject = { advisorId, flowId };
    if (failure !== undefined) props.reason = failure.slice(0, 200);
    const event = {
      id: `welcome/${id}`,
      source: "wecom",
      type: failure === undefined ? "welcome.sent" : "welcome.failed",
      customer: { idType: "external_userid", value: externalUserId },
      at: formatInstant("Asia/Shanghai", clock.now()),
      props,
    };
    await engine.post([event], { origin: "system" });
    await this.#records.put({ id });
  }
}
