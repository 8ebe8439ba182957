import type { Patch } from "immer";

type Step = Patch["path"][number];

/**
 * The value with the patches applied. What a patch carries is put in as it is: Immer's own `applyPatches` clones it, and
 * as a patch of a shortened list carries the whole list, an undo made every step of a flow a new one, to be drawn again
 * (measured with 300 steps: 238 ms). That is safe because values are frozen and only ever replaced.
 */
export const applyPatches = <T extends object>(base: T, patches: readonly Patch[]): T =>
  patches.reduce<T>((value, patch) => patchAt(value, patch.path, patch) as T, base); // a document's patches keep its shape

function patchAt(value: unknown, [step, ...rest]: readonly Step[], patch: Patch): unknown {
  if (step === undefined) return patch.value;
  if (Array.isArray(value)) return Object.freeze(patchList(value, step, rest, patch));
  return Object.freeze(patchRecord(value as Readonly<Record<Step, unknown>>, step, rest, patch)); // paths lead through objects
}

function patchList(list: readonly unknown[], step: Step, rest: readonly Step[], patch: Patch): unknown[] {
  const copy = [...list];
  const at = Number(step);
  if (rest.length > 0) copy[at] = patchAt(copy[at], rest, patch);
  else if (step === "length") copy.length = Number(patch.value);
  else if (patch.op === "add") copy.splice(at, 0, patch.value);
  else if (patch.op === "remove") copy.splice(at, 1);
  else copy[at] = patch.value;
  return copy;
}

function patchRecord(
  record: Readonly<Record<Step, unknown>>,
  step: Step,
  rest: readonly Step[],
  patch: Patch,
): Record<Step, unknown> {
  if (rest.length > 0) return { ...record, [step]: patchAt(record[step], rest, patch) };
  if (patch.op !== "remove") return { ...record, [step]: patch.value };
  const { [step]: _gone, ...kept } = record;
  return kept;
}
