import { brandSettingsSchema, type DataOf, secretsIn, type WebhookCall, webhookCallSchema } from "@sopflow/schemas";
import { type Store, type TypedRecord, type TypedRecords, typedRecords } from "../store/index.js";
import type { Clock, EngineLogger, SopEngine, Waker } from "../worker/index.js";
import { WEBHOOK_CALLS } from "./outgoing-call.js";
import { CallRefusedError, postJson, type Resolve } from "./post-json.js";
import { fillSecrets, webhookSecrets } from "./webhook-secrets.js";

/** Ms from the end of each try to the next; all five lie within an hour. */
const RETRY_AFTER_MS = [60_000, 5 * 60_000, 15 * 60_000, 30 * 60_000] as const;
const TIMEOUT_MS = 10_000;
/** A call that is under way belongs to this process for so long; after a crash it is made again. */
const LEASE_MS = 60_000;
/** Calls under way at once. */
const AT_ONCE = 8;
/** Statuses that may be different next time. */
const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429;

export interface WebhookSenderOptions {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "post">;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly logger: EngineLogger;
  /** For tests. */
  readonly resolve?: Resolve;
  readonly deadline?: (ms: number) => AbortSignal;
}

type Outcome =
  | { readonly outcome: "ok" | "failed"; readonly status?: number; readonly reason?: string }
  | { readonly retry: string; readonly status?: number };

/**
 * Makes the calls that flows ask for.
 *
 * H1. At least once: a call is a record, written with what led to it, and goes away only when its result is in the log.
 * H2. Its result is told once, under the call's own id, however often it was tried.
 * H3. Address and headers are read from the flow's version at each try; neither they nor bodies are ever logged.
 */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #calls: TypedRecords<WebhookCall>;
  #stopSeconds = () => {};
  #work: Promise<void> | undefined;
  #isStopping = false;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    this.#calls = typedRecords(options.store.records, WEBHOOK_CALLS, webhookCallSchema);
  }

  /** Begins to call, with everything that waited meanwhile. */
  start(): void {
    this.#isStopping = false;
    this.#stopSeconds = this.#options.waker.everySecond(() => {
      this.#work ??= this.#turn();
    });
  }

  /** Ends when the calls in flight have ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stopSeconds();
    await this.#work;
  }

  async #turn(): Promise<void> {
    try {
      await this.runDue();
    } catch (error) {
      this.#options.logger.error({ err: error }, "webhooks could not be called; the next second tries again");
    } finally {
      this.#work = undefined;
    }
  }

  /** Makes every call that is due by the clock. */
  async runDue(): Promise<void> {
    for (;;) {
      const due = await this.#calls.due(this.#options.clock.now(), AT_ONCE);
      if (due.length === 0 || this.#isStopping) return;
      await Promise.all(due.map((call) => this.#try(call)));
    }
  }

  async #try(record: TypedRecord<WebhookCall>): Promise<void> {
    const { clock, logger } = this.#options;
    const startedAt = clock.now();
    const { firstTryAt = startedAt } = record.doc;
    const doc = { ...record.doc, tries: record.doc.tries + 1, firstTryAt };
    const { id, revision, customerId } = record;
    const isOurs = await this.#calls.put({ id, doc, customerId, dueAt: startedAt + LEASE_MS, expected: revision });
    if (!isOurs) return;
    const result = await this.#call(id, doc);
    const about = { callId: id, flowId: doc.flowId, nodeId: doc.nodeId, tries: doc.tries };
    const wait = "retry" in result ? RETRY_AFTER_MS[doc.tries - 1] : undefined;
    if ("retry" in result && wait !== undefined) {
      logger.warn({ ...about, status: result.status, reason: result.retry }, "a webhook failed and is tried again");
      await this.#calls.put({ id, doc, customerId, dueAt: clock.now() + wait, expected: revision + 1 });
      return;
    }
    const told =
      "retry" in result ? { outcome: "failed" as const, status: result.status, reason: result.retry } : result;
    if (told.outcome === "failed")
      logger.warn({ ...about, status: told.status, reason: told.reason }, "a webhook failed");
    await this.#tell(id, doc, told);
    await this.#calls.put({ id });
  }

  async #tell(
    callId: string,
    { customerId, flowId, nodeId, tries }: WebhookCall,
    { outcome, status, reason }: { outcome: "ok" | "failed"; status?: number | undefined; reason?: string | undefined },
  ): Promise<void> {
    const { engine, clock } = this.#options;
    const props = {
      ...{ callId, outcome, flowId, nodeId, tries },
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason }),
    };
    const at = new Date(clock.now()).toISOString();
    const event = {
      id: `webhook/${callId}`,
      source: "sopflow",
      type: "webhook.answered",
      customer: customerId,
      at,
      props,
    };
    await engine.post([event], { origin: "system" });
  }

  async #call(id: string, call: WebhookCall): Promise<Outcome> {
    const { store, resolve, deadline = AbortSignal.timeout } = this.#options;
    const node = await this.#node(call);
    if (!node) return { outcome: "failed", reason: "version_missing" };
    const headers = fillSecrets(node.headers, await this.#secrets(Object.values(node.headers).flatMap(secretsIn)));
    if (!headers) return { outcome: "failed", reason: "secret_missing" };
    const { webhooks: policy } = (await store.brand.settings()) ?? brandSettingsSchema.parse({});
    try {
      const status = await postJson({
        url: node.url,
        headers: { ...headers, "idempotency-key": id },
        body: JSON.stringify(call.body),
        policy,
        signal: deadline(TIMEOUT_MS),
        ...(resolve === undefined ? {} : { resolve }),
      });
      if (status >= 200 && status < 300) return { outcome: "ok", status };
      return isPassing(status) ? { retry: "status", status } : { outcome: "failed", status, reason: "status" };
    } catch (error) {
      if (error instanceof CallRefusedError) return { outcome: "failed", reason: error.reason };
      return { retry: reasonOf(error) };
    }
  }

  async #node({ flowId, version, nodeId }: WebhookCall): Promise<DataOf<"webhook"> | undefined> {
    const stored = await this.#options.store.flows.version(flowId, version);
    const node = stored?.flow.nodes.find((one) => one.id === nodeId);
    return node?.type === "webhook" ? node.data : undefined;
  }

  async #secrets(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (names.length === 0) return new Map();
    const found = await webhookSecrets(this.#options.store.records).load(names);
    return new Map([...found].map(([name, { doc }]) => [name, doc.value]));
  }
}

/** The kind of failure, never its text: an error of a connection may repeat the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "network";
  if (error.name === "AbortError" || error.name === "TimeoutError") return "timeout";
  return "code" in error && typeof error.code === "string" ? error.code.toLowerCase().slice(0, 40) : "network";
}
