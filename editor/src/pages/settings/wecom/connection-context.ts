import { createContext, useContext } from "react";

/** The connection there is where only one is. */
export const FIRST_CONNECTION = "main";

export interface ChosenConnection {
  readonly id: string;
  /** The brand has several: they want names. */
  readonly isOneOfSeveral: boolean;
}

/** Which of a brand's connections the panels below show. */
export const ConnectionContext = createContext<ChosenConnection>({ id: FIRST_CONNECTION, isOneOfSeveral: false });

export const useConnection = (): ChosenConnection => useContext(ConnectionContext);
