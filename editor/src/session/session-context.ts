import type { WireSession } from "@sopflow/schemas";
import { createContext, useContext } from "react";

export const SessionContext = createContext<WireSession | undefined>(undefined);

/** Who is signed in. */
export function useSession(): WireSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs a SessionGate above it");
  return session;
}

/** Whether somebody may change flows, brand data and settings. */
export const mayDesign = ({ role }: Pick<WireSession, "role">): boolean => role === "administrator" || role === "lead";
export const mayAdminister = ({ role }: Pick<WireSession, "role">): boolean => role === "administrator";
/** Whether somebody may look at flows and at all customers. Advisors see what is theirs. */
export const mayReadFlows = ({ role }: Pick<WireSession, "role">): boolean => role !== "advisor";
/** Whether somebody works with customers: changes their tags, answers tasks. */
export const mayWork = ({ role }: Pick<WireSession, "role">): boolean => role !== "viewer";
