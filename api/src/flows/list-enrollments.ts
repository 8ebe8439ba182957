import type { EnrollmentRow, Store } from "@sopflow/engine";
import type { StepNames } from "@sopflow/schemas";
import { ApiError } from "../errors/api-error.js";
import type { NameSteps } from "./step-names.js";

export interface EnrollmentPageQuery {
  readonly flowId: string;
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
  { flowId, nodeId, state, limit, after }: EnrollmentPageQuery,
  nameSteps: NameSteps,
): Promise<{ items: NamedEnrollment[]; next?: string }> {
  const rows = await store.readSide.enrollments({
    flowId,
    ...(nodeId !== undefined && { nodeId }),
    ...(state !== undefined && { state }),
    ...(after !== undefined && { after: readCursor(after) }),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const customers = await store.customers.load([...new Set(page.map((row) => row.customerId))]);
  const items = (await nameSteps(page)).map((row): NamedEnrollment => {
    const { name, advisorId } = customers.get(row.customerId) ?? {};
    return { ...row, ...(name !== undefined && { customerName: name }), ...(advisorId !== undefined && { advisorId }) };
  });
  const last = page.at(-1);
  return { items, ...(rows.length > limit && last && { next: writeCursor(last) }) };
}

/** Opaque to clients, so that its parts may change. */
const writeCursor = ({ customerId, id }: EnrollmentRow): string =>
  Buffer.from(JSON.stringify([customerId, id])).toString("base64url");

function readCursor(text: string): { customerId: string; id: string } {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (Array.isArray(parts)) {
      const [customerId, id] = parts;
      if (typeof customerId === "string" && typeof id === "string") return { customerId, id };
    }
  } catch {
    // falls through: not one of ours
  }
  throw ApiError.of("request.invalid", { problem: "query.after: use `next` of the page before" });
}
