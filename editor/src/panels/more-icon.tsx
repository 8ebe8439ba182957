import { Columns2, FileDown, Keyboard, Rewind } from "lucide-react";

const ICONS = { export: FileDown, backtest: Rewind, shadow: Columns2, keys: Keyboard } as const;

export interface MoreIconProps {
  readonly of: keyof typeof ICONS;
}

/** Icons of a menu that few open: with the page they would be in its first load. */
export function MoreIcon({ of }: MoreIconProps) {
  const Icon = ICONS[of];
  return <Icon size={16} />;
}
