import type { Diagnostic } from "@sopflow/schemas";
import { createContext, type ReactNode, useContext } from "react";
import type { FieldPath } from "../document/set-at-path.js";

/** What the fields of one form change: a node's parameters, or the flow's settings. */
export interface Form {
  /** Changes the value at a place; the answer says why it was refused, empty = done. */
  readonly change: (path: FieldPath, value: unknown) => readonly Diagnostic[];
  /** A field was left: the next edit is undone on its own. */
  readonly seal: () => void;
  /** Problems of the form, their paths as the form's fields name them. */
  readonly problems: readonly { readonly path: string; readonly diagnostic: Diagnostic }[];
  /** The node that is edited; undefined for the flow's settings. */
  readonly nodeId: string | undefined;
}

export const FormContext = createContext<Form>({
  change: () => [],
  seal: () => undefined,
  problems: [],
  nodeId: undefined,
});

export const useForm = (): Form => useContext(FormContext);

/** A path as it stands in the page and in diagnostics. */
export const pathText = (path: FieldPath): string => path.join(".");

/** The problem to show at a field: the first at its place or inside it, errors before warnings. */
export function problemAt(form: Form, path: FieldPath, inside = true): Diagnostic | undefined {
  const at = pathText(path);
  const found = form.problems.filter((one) => one.path === at || (inside && one.path.startsWith(`${at}.`)));
  return (found.find((one) => one.diagnostic.severity === "error") ?? found[0])?.diagnostic;
}

/** How many problems a part of the form has. */
export const problemCount = (form: Form, path: FieldPath): number => {
  const at = pathText(path);
  return form.problems.filter((one) => one.path === at || one.path.startsWith(`${at}.`)).length;
};

/** A heading over some fields; `more` = closed until asked for. */
export function Section({ title, more = false, children }: { title: string; more?: boolean; children: ReactNode }) {
  if (more) {
    return (
      <details className="form-section form-more">
        <summary>{title}</summary>
        <div className="form-section-body">{children}</div>
      </details>
    );
  }
  return (
    <section className="form-section">
      <h3>{title}</h3>
      <div className="form-section-body">{children}</div>
    </section>
  );
}
