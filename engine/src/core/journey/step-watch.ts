import type { Facts, RuleInput } from "../rules/facts.js";
import type { CompiledRule } from "../rules/rule-index.js";

/** A choice of the rules as it is being made. The facts are lazy and only true for the moment of the call. */
export interface Decision {
  /** "" where it is about entering. */
  readonly enrollmentId: string;
  readonly nodeId: string;
  readonly input: RuleInput;
  /** Type of the event that asked, if one did. */
  readonly eventType?: string;
  /** The rules that were asked, highest priority first. */
  readonly rules: readonly CompiledRule[];
  readonly facts: Facts;
  /** Name of the one that held; undefined = none did. */
  readonly rule?: string;
}

/** Looks over the shoulder of a step, to explain it: what it is told changes nothing of what the step does. */
export interface StepWatch {
  decided(decision: Decision): void;
}
