import { isTestOnly, type SourceFile, type Violation } from "./source-file.js";
import { dottedName, isNode, stringValue, visit } from "./syntax-tree.js";

const NODES_FOLDER = "engine/src/core/nodes/";

/**
 * `switch` over a flow node's type anywhere but in the registry's folder: a new node type must be one new file.
 * Recognised by `….node.type`, or by `type` with a node type among its cases.
 */
export function checkNodeTypeSwitches(files: readonly SourceFile[], nodeTypes: ReadonlySet<string>): Violation[] {
  return files
    .filter((file) => !file.path.startsWith(NODES_FOLDER) && !isTestOnly(file.path))
    .flatMap((file) => {
      const found: Violation[] = [];
      visit(file.program, (node) => {
        if (node.type !== "SwitchStatement") return;
        const subject = dottedName(node.discriminant);
        if (subject === undefined || !/(^|\.)(node)?type$/i.test(subject)) return;
        const cases = Array.isArray(node.cases) ? node.cases : [];
        const onNode = /(^|\.)\w*node\.type$/i.test(subject);
        if (onNode || cases.some((one) => isNode(one) && nodeTypes.has(stringValue(one.test) ?? ""))) {
          found.push({
            path: file.path,
            message: `switches on ${subject}: what differs by node type belongs to its file in ${NODES_FOLDER}`,
          });
        }
      });
      return found;
    });
}
