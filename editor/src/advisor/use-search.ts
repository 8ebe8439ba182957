import { useEffect, useState } from "react";

/** Typing goes on for so long before it is searched, ms. */
const REST_MS = 300;

/** What is typed, and what of it is to be searched for once the typing rests. */
export function useSearch(): { typed: string; search: string; type: (text: string) => void } {
  const [typed, type] = useState("");
  const [search, setSearch] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), typed.trim() === "" ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, search, type };
}
