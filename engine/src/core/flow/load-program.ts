import { compileRules } from "../rules/rule-index.js";
import type { CompiledFlow, Program } from "./program.js";

/**
 * Makes a compiled flow ready to run: its rules become closures behind an index.
 * @throws RuleCompileError for rules that `compileFlow` would not have made.
 */
export const loadProgram = (compiled: CompiledFlow): Program => ({
  ...compiled,
  ruleSet: compileRules(compiled.rules),
});
