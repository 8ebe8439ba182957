import type { z } from "zod";
import type { AppSession } from "./app-session.js";
import { BackOff } from "./back-off.js";
import { BlockLadder } from "./block-ladder.js";
import { type CallFailure, failureOf, REPEATABLE, toError } from "./call-failure.js";
import { CallGate } from "./call-gate.js";
import type { CallLog } from "./call-log.js";
import { type Endpoint, type NeedOf, writesContacts } from "./endpoint.js";
import type { WecomLimits } from "./limits.js";
import { BudgetExceededError, type BudgetNeed, type RateBudget } from "./rate-budget.js";
import { problemsOf } from "./request-limits.js";
import { sendOnce, type WecomFetch } from "./transport.js";
import type { WecomClock } from "./wecom-clock.js";
import { WecomError } from "./wecom-error.js";

export interface CallOptions {
  /** No attempt begins at or after this moment, epoch ms. */
  readonly deadlineAt?: number;
  /** How long the call may wait for a limit's window; default: `limits.maxWaitMs`. */
  readonly maxWaitMs?: number;
}

export interface PipelineParts {
  readonly baseUrl: string;
  readonly fetch: WecomFetch;
  readonly clock: WecomClock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly limits: WecomLimits;
  readonly budget: RateBudget;
  readonly log: CallLog;
}

/**
 * Makes calls: checks the request, waits for its turn, sends, and decides by the answer's class what comes next.
 *
 * C1. A request that breaks a documented limit never leaves.
 * C2. A call that may have been carried out is repeated only where that does no harm (`CallSafety`).
 * C3. After a wrong secret no call of that app leaves until a person has acted.
 * C4. No token, secret, ticket, query or body reaches a log or an error.
 */
export class CallPipeline {
  readonly #parts: PipelineParts;
  readonly #gate: CallGate;
  readonly #backOff: BackOff;
  readonly #ladder: BlockLadder;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.#gate = new CallGate(parts.clock);
    this.#backOff = new BackOff(parts.limits.backOff, parts.random);
    this.#ladder = new BlockLadder(parts.clock);
  }

  /** Makes one call. Rejects with `WecomError`, always. `needs` are what one attempt takes beside the API's limits. */
  async call<R extends z.ZodType, A extends z.ZodType>(
    session: AppSession,
    endpoint: Endpoint<R, A>,
    input: z.input<R>,
    options: CallOptions & { readonly needs?: readonly (readonly NeedOf[])[] } = {},
  ): Promise<z.output<A>> {
    const request = checked(session, endpoint, input);
    const { clock, limits } = this.#parts;
    const deadline = options.deadlineAt ?? Number.POSITIVE_INFINITY;
    const patience = Math.min(deadline, clock.now() + (options.maxWaitMs ?? limits.maxWaitMs));
    await session.assertReady(endpoint.api);
    const run: Run = { attempt: 0, isUncertain: false, hasNewToken: false };
    const needs = (options.needs ?? []).map((group) => group.map(savedAlways));
    const isSafe = endpoint.safety !== "once" || endpoint.guardedBy?.(request) === true;
    const lane = `${session.config.corpId}/${endpoint.api}`;
    for (;;) {
      const outcome = await this.#turn(session, endpoint, request, { run, needs, patience, deadline, lane });
      if (outcome.kind === "done") {
        this.#ladder.reset(lane);
        return outcome.answer;
      }
      const { failure } = outcome;
      run.last = failure;
      if (failure.class === "uncertain") run.isUncertain = true;
      const isDone = failure.code !== undefined && endpoint.doneAfterUncertain?.includes(failure.code) === true;
      if (run.isUncertain && isDone) return endpoint.answer.parse({ errcode: 0 });
      const waitMs = await this.#waitBefore(session, endpoint, failure, run, lane);
      const mayRepeat = failure.class !== "uncertain" || isSafe;
      if (waitMs === undefined || !mayRepeat || clock.now() + waitMs >= deadline) {
        throw toError(session, endpoint, failure, run);
      }
      await clock.sleep(waitMs);
    }
  }

  /** Waits for the call's turn and makes one attempt. What it took is given back unless it may have been carried out. */
  async #turn<R extends z.ZodType, A extends z.ZodType>(
    session: AppSession,
    endpoint: Endpoint<R, A>,
    request: z.output<R>,
    { run, needs, patience, deadline, lane }: Turn,
  ): Promise<Outcome<z.output<A>>> {
    const { clock } = this.#parts;
    const taken = await this.#take(session, endpoint, run, needs, patience);
    let mayBeDone = false;
    try {
      await this.#take(session, endpoint, run, this.#needs(session, endpoint), patience);
      await session.assertReady(endpoint.api);
      if (clock.now() >= deadline) throw toError(session, endpoint, run.last ?? { class: "expired" }, run);
      run.attempt++;
      const outcome = await this.#gate.run(lane, this.#mostAtOnce(endpoint), () =>
        this.#attempt(session, endpoint, request, run),
      );
      mayBeDone = outcome.kind === "done" || outcome.failure.class === "uncertain";
      return outcome;
    } finally {
      await this.#settle(needs, taken, mayBeDone);
    }
  }

  /** How long until the next attempt, ms; undefined when there is none. */
  async #waitBefore(
    session: AppSession,
    endpoint: Endpoint<z.ZodType, z.ZodType>,
    failure: CallFailure,
    run: Run,
    lane: string,
  ): Promise<number | undefined> {
    const { limits, budget } = this.#parts;
    if (failure.class === "secret") {
      await session.stop(toError(session, endpoint, failure, run));
      return undefined;
    }
    if (failure.class === "token") {
      // A ticket or another app's token cannot be the cause: only ours is fetched anew, and once.
      if (run.hasNewToken || run.token === undefined) return undefined;
      session.token.drop(run.token);
      run.hasNewToken = true;
      run.attempt--;
      return 0;
    }
    if (!REPEATABLE.has(failure.class) || run.attempt >= limits.attempts) return undefined;
    if (failure.class === "rateLimit") {
      run.retryAt = this.#ladder.climb(lane);
      budget.block(lane, run.retryAt);
      return 0;
    }
    if (failure.class === "concurrency") this.#gate.lower(lane, this.#mostAtOnce(endpoint));
    return this.#backOff.waitMs(run.attempt);
  }

  async #attempt<R extends z.ZodType, A extends z.ZodType>(
    session: AppSession,
    endpoint: Endpoint<R, A>,
    request: z.output<R>,
    run: Run,
  ): Promise<Outcome<z.output<A>>> {
    const { clock, limits, fetch, log, baseUrl } = this.#parts;
    const app = session.config;
    run.token = undefined;
    if (endpoint.isTokenless !== true) {
      run.token = await session.token.get().catch((error: unknown) => {
        throw run.isUncertain && error instanceof WecomError ? toError(session, endpoint, { from: error }, run) : error;
      });
      session.noteShown(run.token);
    }
    const fields = endpoint.wire?.(request, app) ?? asFields(request);
    const file = endpoint.file?.(request);
    const isQuery = endpoint.method === "GET" || file !== undefined;
    const query = new URLSearchParams(run.token === undefined ? {} : { access_token: run.token });
    if (isQuery)
      for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, `${value}`);
    const startedAt = clock.now();
    const answer = await sendOnce(fetch, clock, {
      method: endpoint.method,
      url: `${baseUrl}/cgi-bin/${endpoint.api}?${query}`,
      timeoutMs: file ? limits.uploadTimeoutMs : limits.timeoutMs,
      ...(file ? { body: formWith(file) } : isQuery ? {} : { body: JSON.stringify(fields) }),
    });
    const read = answer.kind === "answered" ? endpoint.answer.safeParse(answer.json) : undefined;
    const failure = failureOf(session, answer, read);
    log({
      api: endpoint.api,
      appId: app.id,
      corpId: app.corpId,
      attempt: run.attempt,
      tookMs: clock.now() - startedAt,
      outcome: failure?.class ?? "ok",
      ...(failure?.code !== undefined && { code: failure.code }),
      ...(failure?.detail !== undefined && { detail: failure.detail }),
      ...(answer.kind === "answered" && { bytes: answer.bytes }),
    });
    return failure || !read?.success
      ? { kind: "failed", failure: failure ?? { class: "uncertain" } }
      : { kind: "done", answer: read.data };
  }

  async #take(
    session: AppSession,
    endpoint: Endpoint<z.ZodType, z.ZodType>,
    run: Run,
    needs: readonly (readonly BudgetNeed[])[],
    patience: number,
  ): Promise<number[]> {
    const taken: number[] = [];
    try {
      // One after another: who waits for a corp's turn must not stand in the queue that all corps share.
      for (const group of needs) taken.push(await this.#parts.budget.take(group, patience));
      return taken;
    } catch (error) {
      await this.#settle(needs, taken, false);
      if (!(error instanceof BudgetExceededError)) throw error;
      const { retryAt } = error;
      throw toError(
        session,
        endpoint,
        { class: "rateLimit", retryAt, ...(run.last?.code && { code: run.last.code }) },
        run,
      );
    }
  }

  async #settle(groups: readonly (readonly BudgetNeed[])[], taken: readonly number[], wasDone: boolean): Promise<void> {
    for (const [i, at] of taken.entries()) await this.#parts.budget.settle(groups[i] ?? [], at, wasDone);
  }

  #needs(session: AppSession, { api }: { readonly api: string }): BudgetNeed[][] {
    const { limits } = this.#parts;
    const perApi = [...limits.perApi, ...(limits.apis[api] ?? [])];
    return [
      [{ key: `${session.config.corpId}/${api}`, limits: perApi, weight: 1, saveEvery: saveEvery(perApi) }],
      [{ key: `*/${api}`, limits: limits.perAddress, weight: 1, saveEvery: saveEvery(limits.perAddress) }],
    ];
  }

  #mostAtOnce(endpoint: Endpoint<z.ZodType, z.ZodType>): number {
    const { contactWrites, others } = this.#parts.limits.concurrency;
    return writesContacts(endpoint) ? contactWrites : others;
  }
}

type Outcome<Answer> =
  | { readonly kind: "done"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly failure: CallFailure };

interface Turn {
  readonly run: Run;
  readonly needs: readonly (readonly BudgetNeed[])[];
  readonly patience: number;
  readonly deadline: number;
  readonly lane: string;
}

/** What one call has gone through. */
export interface Run {
  attempt: number;
  /** Some attempt got no answer. */
  isUncertain: boolean;
  hasNewToken: boolean;
  token?: string | undefined;
  retryAt?: number;
  last?: CallFailure;
}

const savedAlways = (need: NeedOf): BudgetNeed => ({ ...need, saveEvery: 1 });

/** Limits of thousands are saved every hundredth part of them, small ones at each call. */
const saveEvery = (limits: readonly { readonly most: number }[]): number =>
  Math.max(1, Math.floor(Math.min(...limits.map(({ most }) => most)) / 100));

function checked<R extends z.ZodType, A extends z.ZodType>(
  session: AppSession,
  { api, request }: Endpoint<R, A>,
  input: z.input<R>,
): z.output<R> {
  const parsed = request.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error);
  const told = (language: "zh" | "en") => problems.map(({ path, text }) => `${path}: ${text[language]}`).join("; ");
  throw new WecomError({
    api,
    appId: session.config.id,
    class: "refused",
    retryable: false,
    problems,
    hint: { zh: `请求超出企业微信的限制：${told("zh")}`, en: `The request breaks WeCom's limits: ${told("en")}` },
  });
}

const asFields = (request: unknown): Record<string, unknown> =>
  typeof request === "object" && request !== null ? { ...request } : {};

function formWith({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): FormData {
  const form = new FormData();
  form.set("media", new Blob([new Uint8Array(bytes)]), name);
  return form;
}
