import { type ReactNode, useId } from "react";

interface PanelProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One part of a customer's page. */
export function Panel({ title, action, children }: PanelProps) {
  const id = useId();
  return (
    <section className="card desk-panel" aria-labelledby={id}>
      <div className="desk-panel-head">
        <h2 id={id}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
