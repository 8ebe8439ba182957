import { RouterProvider } from "@tanstack/react-router";
import { useSession } from "../session/session-context.js";
import { router } from "./router.js";

/** The console for leads. An advisor who comes to its front door is shown to the list of tasks. */
export function ConsoleApp() {
  const { role } = useSession();
  if (role === "advisor" && window.location.pathname === "/") {
    window.location.replace("/advisor");
    return null;
  }
  return <RouterProvider router={router} />;
}
