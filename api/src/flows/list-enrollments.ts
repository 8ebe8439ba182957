import type { EnrollmentRow, Store } from "@sopflow/engine";
import type { StepNames } from "@sopflow/schemas";
import { badPageMark, readPageMark, writePageMark } from "../routes/page-mark.js";
import { withoutGaps } from "../routes/without-gaps.js";
import type { NameSteps } from "./step-names.js";

export interface EnrollmentPageQuery {
  readonly flowId: string;
  readonly version?: number | undefined;
  readonly nodeId?: string | undefined;
  readonly state?: EnrollmentRow["state"] | undefined;
  readonly limit: number;
  /** As the previous page gave it. */
  readonly after?: string | undefined;
}

export type NamedEnrollment = EnrollmentRow &
  StepNames & { readonly customerName?: string; readonly advisorId?: string };

/** The people behind a number of the canvas, with their names. */
export async function listEnrollments(
  store: Pick<Store, "readSide" | "customers">,
  { flowId, limit, after, ...asked }: EnrollmentPageQuery,
  nameSteps: NameSteps,
): Promise<{ items: NamedEnrollment[]; next?: string; total?: number }> {
  const query = { flowId, ...withoutGaps(asked) };
  const [rows, total] = await Promise.all([
    store.readSide.enrollments({
      ...query,
      ...(after !== undefined && { after: readCursor(after) }),
      limit: limit + 1,
    }),
    after === undefined ? store.readSide.countEnrollments(query) : undefined,
  ]);
  const page = rows.slice(0, limit);
  const customers = await store.customers.load([...new Set(page.map((row) => row.customerId))]);
  const items = (await nameSteps(page)).map((row): NamedEnrollment => {
    const { name, advisorId } = customers.get(row.customerId) ?? {};
    return { ...row, ...(name !== undefined && { customerName: name }), ...(advisorId !== undefined && { advisorId }) };
  });
  const last = page.at(-1);
  return {
    items,
    ...(rows.length > limit && last && { next: writeCursor(last) }),
    ...(total !== undefined && { total }),
  };
}

const writeCursor = ({ customerId, id }: EnrollmentRow): string => writePageMark([customerId, id]);

function readCursor(text: string): { customerId: string; id: string } {
  const [customerId, id] = readPageMark(text);
  if (typeof customerId === "string" && typeof id === "string") return { customerId, id };
  throw badPageMark();
}
