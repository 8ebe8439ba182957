import { type ComponentType, type ReactNode, useEffect, useState } from "react";

/** A component whose code is not in the page's first load. */
export interface LateComponent<P> {
  (props: P): ReactNode;
  /** Fetches the code now, so that it shows at once when it is asked for; a failure is told by showing it. */
  load(): Promise<void>;
}

/**
 * A component that is fetched when it is first shown, or before that by `load`. Unlike React's own lazy one it draws at
 * once when its code is there, and `Waiting` in its place until then. Throws to the nearest boundary when it cannot be had.
 */
export function late<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  Waiting?: ComponentType<P>,
): LateComponent<P> {
  let Found: ComponentType<P> | undefined;
  let coming: Promise<void> | undefined;
  const get = (): Promise<void> => {
    coming ??= fetch().then(
      (found) => {
        Found = found;
      },
      (error: unknown) => {
        coming = undefined; // the connection may come back
        throw error;
      },
    );
    return coming;
  };

  function Late(props: P): ReactNode {
    const [state, setState] = useState<{ readonly error?: unknown }>({});
    const isHere = Found !== undefined;
    useEffect(() => {
      if (isHere) return;
      let isGone = false;
      const tell = (next: { readonly error?: unknown }) => {
        if (!isGone) setState(next);
      };
      get().then(
        () => tell({}),
        (error: unknown) => tell({ error }),
      );
      return () => {
        isGone = true;
      };
    }, [isHere]);
    if (Found !== undefined) return <Found {...props} />;
    if ("error" in state) throw state.error;
    return Waiting && <Waiting {...props} />;
  }
  Late.load = () => get().catch(() => undefined);
  return Late;
}
