import type { IndexDescription } from "mongodb";
import type { FlowState } from "../../core/flow/program.js";
import type { EnrollmentRow, LogKind } from "../port.js";

type Maybe<T> = T | null | undefined;

/** A document of the product as JSON text: its names may hold any character, which field names of MongoDB may not. */
interface Doc {
  readonly doc: string;
}

/**
 * What each collection holds. Fields stand beside the text only where they are searched, as columns do in the embedded
 * store; keys of several parts are the JSON text of an array (`keyOf`).
 */
export interface Documents {
  log: {
    readonly _id: number;
    readonly kind: LogKind;
    readonly customerId?: Maybe<string>;
    readonly partition: number;
    readonly id: string;
    readonly at: number;
    readonly received: number;
    readonly type: string;
    readonly source: string;
    readonly history?: Maybe<boolean>;
    readonly body: string;
  };
  dedupe: { readonly _id: string; readonly until?: Maybe<number> };
  cursors: { readonly _id: string; readonly seq: number };
  customers: Doc & {
    readonly _id: string;
    readonly version: number;
    readonly wakeAt?: Maybe<number>;
    readonly name?: Maybe<string>;
    readonly advisorId?: Maybe<string>;
    readonly tier?: Maybe<string>;
    readonly tags: readonly string[];
    readonly status: string;
  };
  identities: { readonly _id: string; readonly type: string; readonly value: string; readonly customerId: string };
  tasks: Doc & {
    readonly _id: string;
    readonly customerId: string;
    readonly flowId: string;
    readonly nodeId: string;
    readonly advisorId?: Maybe<string>;
    readonly state: string;
    readonly dueAt: number;
    readonly issuedAt: number;
    readonly closedAt?: Maybe<number>;
  };
  enrollments: Omit<EnrollmentRow, "reason"> & { readonly _id: string; readonly reason?: Maybe<string> };
  enrollmentsNext: Documents["enrollments"];
  trace: {
    readonly _id: string;
    readonly customerId: string;
    readonly seq: number;
    readonly lines: string;
    /** What is in the lines, by step (`stepKeys`). */
    readonly steps: readonly string[];
  };
  counters: {
    readonly _id: string;
    readonly flowId: string;
    readonly version: number;
    readonly nodeId: string;
    readonly metric: string;
    readonly key: string;
    readonly total: number;
  };
  notifications: Doc & {
    readonly _id: string;
    readonly recipient: string;
    readonly customerId: string;
    readonly at: number;
  };
  alerts: Doc & { readonly _id: string; readonly customerId: string; readonly at: number };
  schedules: Doc & { readonly _id: string };
  records: Doc & {
    readonly _id: string;
    readonly kind: string;
    readonly id: string;
    readonly revision: number;
    readonly owner?: Maybe<string>;
    readonly customerId?: Maybe<string>;
    readonly dueAt?: Maybe<number>;
  };
  flows: {
    readonly _id: string;
    readonly revision: number;
    readonly state: FlowState | "draft";
    readonly publishedVersion?: Maybe<number>;
    readonly updatedAt: number;
    readonly updatedBy: string;
    readonly flow: string;
    readonly turn?: Maybe<string>;
  };
  flowVersions: {
    readonly _id: string;
    readonly flowId: string;
    readonly version: number;
    readonly publishedAt: number;
    readonly publishedBy: string;
    readonly flow: string;
    readonly compiled: string;
    readonly inside?: Maybe<string>;
  };
  audit: {
    readonly _id: string;
    readonly subject: string;
    readonly at: number;
    readonly by: string;
    readonly action: string;
    readonly detail?: Maybe<string>;
  };
  brand: Doc & { readonly _id: string };
  revisions: { readonly _id: string; readonly value: number };
  facts: { readonly _id: string; readonly value: string };
  apiKeys: Doc & {
    readonly _id: string;
    readonly hash: string;
    readonly createdAt: number;
    readonly revokedAt?: Maybe<number>;
  };
  signInLinks: Doc & { readonly _id: string; readonly expiresAt: number };
  sessions: Doc & { readonly _id: string; readonly expiresAt: number };
}

export type Name = keyof Documents;

/** The key of a document that several values name together. */
export const keyOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

/**
 * One index per question that the worker or a page asks, and none besides: each is paid for with every batch. No partial
 * ones, which FerretDB v1 does not know. Made at every start where they are missing.
 */
export const INDEXES: Readonly<Record<Name, readonly IndexDescription[]>> = {
  log: [{ key: { customerId: 1, _id: -1 } }],
  dedupe: [{ key: { until: 1 } }],
  cursors: [],
  customers: [{ key: { wakeAt: 1, _id: 1 } }, { key: { advisorId: 1, _id: 1 } }],
  identities: [{ key: { customerId: 1 } }, { key: { value: 1 } }],
  tasks: [
    { key: { advisorId: 1, state: 1, dueAt: 1, _id: 1 } },
    { key: { customerId: 1 } },
    { key: { flowId: 1, nodeId: 1, state: 1 } },
    { key: { state: 1, advisorId: 1 } },
    { key: { issuedAt: 1, advisorId: 1 } },
    { key: { dueAt: 1, _id: 1 } },
    { key: { closedAt: 1 } },
  ],
  enrollments: [{ key: { customerId: 1, id: 1 } }, { key: { flowId: 1, version: 1, state: 1, nodeId: 1 } }],
  enrollmentsNext: [],
  trace: [{ key: { customerId: 1, seq: -1 } }, { key: { steps: 1, seq: -1, customerId: -1 } }],
  counters: [{ key: { flowId: 1, version: 1 } }],
  notifications: [{ key: { recipient: 1, at: -1 } }, { key: { at: -1 } }],
  alerts: [{ key: { at: -1 } }],
  schedules: [],
  records: [
    { key: { kind: 1, id: 1 } },
    { key: { kind: 1, owner: 1, id: 1 } },
    { key: { customerId: 1, kind: 1, id: 1 } },
    { key: { kind: 1, dueAt: 1, id: 1 } },
  ],
  flows: [],
  flowVersions: [{ key: { flowId: 1, version: 1 } }],
  audit: [{ key: { subject: 1, at: -1 } }],
  brand: [],
  revisions: [],
  facts: [],
  apiKeys: [{ key: { hash: 1 }, unique: true }],
  signInLinks: [{ key: { expiresAt: 1 } }],
  sessions: [{ key: { expiresAt: 1 } }],
};

/** Names of all collections of the product's data. */
export const NAMES = Object.keys(INDEXES) as Name[]; // a Record over Name has no other keys
