import type { Decision, StepWatch } from "../journey/step-watch.js";
import type { JsonRule } from "../rules/json-rule.js";
import { explainCondition } from "./explain-condition.js";
import type { AskedWay, PreviewReason } from "./preview-line.js";

interface Note {
  readonly enrollmentId: string;
  readonly nodeId: string;
  readonly rule: string | undefined;
  readonly reason: PreviewReason;
}

/** Keeps what a step decided and why, in words' raw form, until the line that tells of it is written. */
export class DecisionNotes implements StepWatch {
  readonly #notes: Note[] = [];

  readonly decided = ({ enrollmentId, nodeId, input, eventType, rules, facts, rule }: Decision): void => {
    const asked: AskedWay[] = [];
    for (const one of rules) {
      const held = one.rule.name === rule;
      asked.push({ port: portOf(one.rule), held, checks: explainCondition(one.rule.conditions, facts) });
      if (held) break;
    }
    const reason = { input, asked, ...(eventType !== undefined && { eventType }) };
    this.#notes.push({ enrollmentId, nodeId, rule, reason });
  };

  /** Takes the reason of one choice; undefined where none was noted. */
  take(enrollmentId: string, nodeId: string, rule: string | undefined): PreviewReason | undefined {
    const at = this.#notes.findIndex(
      (note) => note.enrollmentId === enrollmentId && note.nodeId === nodeId && note.rule === rule,
    );
    return at < 0 ? undefined : this.#notes.splice(at, 1)[0]?.reason;
  }

  /** Takes the reason why somebody entered at a trigger (`held`), or did not. */
  takeEntry(nodeId: string, held: boolean): PreviewReason | undefined {
    const at = this.#notes.findIndex(
      (n) => n.enrollmentId === "" && n.nodeId === nodeId && (n.rule !== undefined) === held,
    );
    return at < 0 ? undefined : this.#notes.splice(at, 1)[0]?.reason;
  }

  /** What no line has asked for is of no use in the next step. */
  clear(): void {
    this.#notes.length = 0;
  }
}

const portOf = ({ event }: JsonRule): string => (typeof event.params.port === "string" ? event.params.port : "");
