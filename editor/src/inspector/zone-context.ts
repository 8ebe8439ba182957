import { createContext, useContext } from "react";

/** The flow's time zone: what dates and times in its forms mean. */
export const ZoneContext = createContext("Asia/Shanghai");
export const useZone = (): string => useContext(ZoneContext);
