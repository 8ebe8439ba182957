import type { PostAnswer, SopEngine } from "@sopflow/engine";
import { errorText } from "@sopflow/schemas";
import type { Principal } from "../access/principal.js";

/**
 * Hands posted events to intake on behalf of whoever sent them. Administrators may also post what the product itself
 * raises about a person (tags, profile, merge, erasure); an advisor's word on a task is nobody's to post: it has routes
 * of its own, which check it against the task.
 */
export async function postEvents(
  engine: Pick<SopEngine, "post">,
  events: readonly unknown[],
  principal: Principal,
): Promise<PostAnswer[]> {
  const origin = isAdministrator(principal) ? "system" : "intake";
  const answers = events.map((event): PostAnswer | undefined =>
    isTaskEvent(event) ? notAllowed(event.type) : undefined,
  );
  const posted = events.filter((_, i) => answers[i] === undefined);
  const given = posted.length === 0 ? [] : await engine.post(posted, { origin });
  let next = 0;
  return answers.map((answer) => answer ?? given[next++] ?? notAllowed(""));
}

const isAdministrator = (principal: Principal): boolean =>
  principal.kind === "key" ? principal.scopes.includes("admin") : principal.role === "administrator";

const isTaskEvent = (event: unknown): event is { type: string } =>
  typeof event === "object" &&
  event !== null &&
  "type" in event &&
  typeof event.type === "string" &&
  event.type.startsWith("task.");

const notAllowed = (type: string): PostAnswer => ({
  status: "rejected",
  code: "event.not_allowed",
  message: errorText("event.not_allowed", { type }),
  path: "type",
});
