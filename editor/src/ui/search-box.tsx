import { useEffect, useState } from "react";
import { TextInput } from "./field.js";

interface SearchBoxProps {
  /** What can be searched for. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Typing goes on for so long before it is told, ms; 0 tells each letter. */
  readonly delayMs?: number;
}

/** A word to search for. What is typed is told once the typing rests; a value set from outside takes its place. */
export function SearchBox({ label, value, onChange, delayMs = 0 }: SearchBoxProps) {
  const [seen, setSeen] = useState(value);
  const [typed, setTyped] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    const text = typed.trim();
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), delayMs);
    return () => clearTimeout(timer);
  }, [typed, value, onChange, delayMs]);
  return (
    <TextInput
      type="search"
      className="filters-search"
      placeholder={label}
      aria-label={label}
      value={typed}
      maxLength={128}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
