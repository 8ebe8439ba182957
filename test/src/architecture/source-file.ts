import { parseSync } from "oxc-parser";
import { type AstNode, visit } from "./syntax-tree.js";

/** One import, export-from, `import()` or import type. */
export interface ImportReference {
  readonly specifier: string;
  /** Leaves no trace at run time. `import { type X }` is not such: it still loads the module. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly ImportReference[];
  readonly program: AstNode;
}

/** What a rule found: the file, and a sentence that says what to do. */
export interface Violation {
  readonly path: string;
  readonly message: string;
}

export const isTest = (path: string): boolean => /\.(test|spec)\.tsx?$/.test(path);
/** Tests and what only tests load; the product never does. */
export const isTestOnly = (path: string): boolean => isTest(path) || /\.testkit\.tsx?$/.test(path);

/** Parses one file. Throws when it is not valid TypeScript, which the type check would have said before. */
export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text);
  const failure = parsed.errors[0];
  if (failure) throw new Error(`${path}: ${failure.message}`);
  const program = parsed.program as unknown as AstNode; // a syntax tree is walked by its shape, not by its types
  return { path, lines: countLines(text), imports: findImports(program), program };
}

function countLines(text: string): number {
  const breaks = text.split("\n").length - 1;
  return text.endsWith("\n") ? breaks : breaks + 1;
}

function findImports(program: AstNode): ImportReference[] {
  const found: ImportReference[] = [];
  const add = (source: unknown, typeOnly: boolean) => {
    const specifier = (source as { value?: unknown } | null | undefined)?.value; // a literal, or nothing to follow
    if (typeof specifier === "string") found.push({ specifier, typeOnly });
  };
  visit(program, (node) => {
    if (node.type === "ImportDeclaration") add(node.source, node.importKind === "type");
    else if (node.type === "ExportNamedDeclaration" || node.type === "ExportAllDeclaration") {
      add(node.source, node.exportKind === "type");
    } else if (node.type === "ImportExpression") add(node.source, false);
    else if (node.type === "TSImportType") add(node.source ?? node.argument, true);
  });
  return found;
}
