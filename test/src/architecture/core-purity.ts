import { layerOf } from "./layers.js";
import { isTestOnly, type SourceFile, type Violation } from "./source-file.js";
import { type AstNode, childrenOf, dottedName, isNode } from "./syntax-tree.js";

/** Globals that bring a clock, chance, timers, the network or the machine into core, whatever is done with them. */
const FORBIDDEN_GLOBALS: ReadonlySet<string> = new Set([
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "fetch",
  "process",
  "crypto",
  "require",
  "XMLHttpRequest",
  "WebSocket",
]);
const FORBIDDEN_MEMBERS: ReadonlySet<string> = new Set(["Date.now", "Math.random", "Temporal.Now"]);
/** Below these the same names are found again: `globalThis.crypto`. */
const GLOBAL_OBJECTS = /^(globalThis|window|self|global)\./;

/** Uses of time, chance and the machine in engine/core. Tests and testkits may: they are not the product. */
export function checkCorePurity(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => layerOf(file.path) === "core" && !isTestOnly(file.path))
    .flatMap((file) =>
      impureUses(file.program).map((use) => ({
        path: file.path,
        message: `uses ${use}: core gets time and chance from its input and context`,
      })),
    );
}

function impureUses(program: AstNode): string[] {
  const declared = declaredNames(program);
  const found: string[] = [];
  walkValues(program, (node) => {
    if (isBareDate(node)) {
      found.push(node.type === "NewExpression" ? "new Date() without an argument" : "Date()");
      return;
    }
    const full = node.type === "Identifier" || node.type === "MemberExpression" ? dottedName(node) : undefined;
    if (full === undefined) return;
    const name = full.replace(GLOBAL_OBJECTS, "");
    const local = declared.has(full.split(".")[0] ?? "");
    if (!local && (FORBIDDEN_GLOBALS.has(name) || FORBIDDEN_MEMBERS.has(name))) found.push(full);
  });
  return found;
}

const isBareDate = (node: AstNode): boolean =>
  dottedName(node.callee) === "Date" &&
  (node.type === "CallExpression" ||
    (node.type === "NewExpression" && Array.isArray(node.arguments) && node.arguments.length === 0));

/** Type-level syntax that carries values inside, such as `x as T`; all other TS nodes are types and do nothing. */
const VALUE_CARRIERS: ReadonlySet<string> = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
]);

/** Visits expressions only: no types, and no names that merely label a property. */
function walkValues(node: AstNode, look: (node: AstNode) => void): void {
  if (node.type.startsWith("TS") && !VALUE_CARRIERS.has(node.type)) return;
  look(node);
  for (const child of childrenOf(node)) {
    const label = (child === node.property || child === node.key) && node.computed !== true;
    if (!label) walkValues(child, look);
  }
}

/**
 * Names the file binds itself: a parameter called `process` is not Node's. Scopes are not told apart, which would only
 * matter in a file that both shadows such a name and uses the real one.
 */
function declaredNames(program: AstNode): ReadonlySet<string> {
  const names = new Set<string>();
  const bind = (pattern: unknown): void => {
    if (!isNode(pattern)) return;
    if (pattern.type === "Identifier") names.add(String(pattern.name));
    else if (pattern.type === "Property") bind(pattern.value);
    else if (pattern.type === "AssignmentPattern") bind(pattern.left);
    else if (pattern.type === "RestElement") bind(pattern.argument);
    else if (/^(ObjectPattern|ArrayPattern)$/.test(pattern.type)) childrenOf(pattern).forEach(bind);
  };
  walkValues(program, (node) => {
    if (node.type === "VariableDeclarator" || /^(Function|Class)(Declaration|Expression)$/.test(node.type))
      bind(node.id);
    if (/^Import(Default|Namespace)?Specifier$/.test(node.type)) bind(node.local);
    if (node.type === "CatchClause") bind(node.param);
    if (Array.isArray(node.params)) node.params.forEach(bind);
  });
  return names;
}
