/** A condition that validation should have refused reached the evaluator: a defect of the caller, not of the user. */
export class RuleCompileError extends Error {
  override readonly name = "RuleCompileError";
}
