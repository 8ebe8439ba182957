import type { Clock, SopEngine } from "@sopflow/engine";
import { actorOf, type Principal } from "../access/principal.js";
import { hashToken } from "../access/tokens.js";
import { ApiError } from "../errors/api-error.js";

/** Where what people change by hand comes from, as a timeline shows it. */
const PERSON_SOURCE = "person";

interface TagChange {
  readonly customerId: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** The same change with the same id counts once. */
  readonly requestId: string;
}

/**
 * Puts a person's change of tags into the log, one input a tag, removals first: of an exclusive group the added tag is
 * the one that stays. Flows see them like any other event.
 */
export async function changeTags(
  { engine, clock }: { engine: Pick<SopEngine, "post">; clock: Clock },
  { customerId, add, remove, requestId }: TagChange,
  principal: Principal,
): Promise<{ customerId: string; status: "accepted" | "duplicate" }> {
  const at = new Date(clock.now()).toISOString();
  const by = actorOf(principal);
  const event = (type: string, tag: string) => ({
    id: hashToken([requestId, customerId, type, tag].join("\n")),
    source: PERSON_SOURCE,
    type,
    customer: customerId,
    at,
    props: { tag, by },
  });
  const answers = await engine.post(
    [...remove.map((tag) => event("tag.removed", tag)), ...add.map((tag) => event("tag.added", tag))],
    { origin: "system" },
  );
  for (const answer of answers) {
    if (answer.status === "rejected") throw ApiError.worded(answer.code, answer.message);
  }
  return { customerId, status: answers.some(({ status }) => status === "accepted") ? "accepted" : "duplicate" };
}
