import type { Page } from "playwright-core";
import type { Words } from "./words.js";

/** Who looks at a page: their session is opened before the tour begins. */
export type Visitor = "nobody" | "administrator" | "newcomer" | "viewer" | "advisor";

/** What was prepared for the tours: things whose ids are not known before. */
export interface Stock {
  /** A published flow of the demo brand with customers inside. */
  readonly flowId: string;
  /** A draft with errors and warnings. */
  readonly brokenFlowId: string;
  /** A draft without a single step. */
  readonly emptyFlowId: string;
  /** A customer with orders, tags, tasks and a timeline. */
  readonly customerId: string;
  /** A task that asks for an outcome, and its advisor. */
  readonly taskId: string;
  readonly advisorId: string;
  /** Published, and changed in its draft since. */
  readonly changedFlowId: string;
  /** Its draft decides beside the live version, and would say other words. */
  readonly shadowFlowId: string;
}

/** One state of a page that a person sees. */
export interface PageState {
  /** Also the picture's file name. */
  readonly name: string;
  /** What a person does to come here from the state before; nothing for the page as it opens. */
  readonly reach?: (page: Page, words: Words, stock: Stock) => Promise<unknown>;
  /** All that differs from the state before: no more than this is checked again. */
  readonly part?: string;
}

/** A walk through the states of one page, each reached from the one before. */
export interface PageTour {
  /** A brand that has just been started, with nothing in it, instead of the demo brand. */
  readonly brand?: "empty";
  /** The page of the simulated WeCom, which has an address of its own. */
  readonly at?: "simulator";
  readonly visitor: Visitor;
  readonly path: (stock: Stock) => string;
  /** Something that shows once the page has what it needs. */
  readonly ready: (page: Page, words: Words) => Promise<unknown>;
  readonly states: readonly PageState[];
}
