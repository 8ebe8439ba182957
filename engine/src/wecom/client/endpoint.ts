import type { Text } from "@sopflow/schemas";
import type { z } from "zod";
import type { WindowLimit } from "./limits.js";

/**
 * Whether a call may be repeated when no answer came: `read` and `idempotent` change nothing more; `guarded` = WeCom
 * itself takes it once (duplicate check, a code that works once); `once` = a repetition may do it twice.
 */
export type CallSafety = "read" | "idempotent" | "guarded" | "once";

/** What an app's call is made with; the token is the pipeline's. */
export interface EndpointApp {
  readonly corpId: string;
  readonly agentId: number;
}

export interface NeedOf {
  readonly key: string;
  readonly limits: readonly WindowLimit[];
  readonly weight: number;
}

/** One of WeCom's interfaces, as data. Names of fields are WeCom's own. */
export interface Endpoint<Request extends z.ZodType, Answer extends z.ZodType> {
  /** Path below /cgi-bin/; also the name in logs and limits. */
  readonly api: string;
  readonly method: "GET" | "POST";
  readonly safety: CallSafety;
  /** Checks the documented limits before any call is made. */
  readonly request: Request;
  readonly answer: Answer;
  /** What goes over the wire, where it is not the request itself. */
  readonly wire?: (request: z.output<Request>, app: EndpointApp) => Record<string, unknown>;
  /** Sent as a form with this file; the fields go into the query. */
  readonly file?: (request: z.output<Request>) => { readonly name: string; readonly bytes: Uint8Array };
  /** True where this very request is guarded though the endpoint alone is not. */
  readonly guardedBy?: (request: z.output<Request>) => boolean;
  /** After an attempt without answer these errcodes mean that it had been carried out. */
  readonly doneAfterUncertain?: readonly number[];
  /** How a person or the caller finds out whether an unanswered call was carried out. */
  readonly resolution?: Text;
  /** Where the secret goes into the query (gettoken): no access token is needed. */
  readonly isTokenless?: boolean;
}

/** Declares an endpoint with its types inferred. */
export const endpoint = <Request extends z.ZodType, Answer extends z.ZodType>(
  definition: Endpoint<Request, Answer>,
): Endpoint<Request, Answer> => definition;

/** Whether it changes customers: such calls bear few at the same time [community answer on 45033]. */
export const writesContacts = ({ api, safety }: { readonly api: string; readonly safety: CallSafety }): boolean =>
  safety !== "read" && api.startsWith("externalcontact/");
