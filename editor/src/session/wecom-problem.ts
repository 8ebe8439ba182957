import type { SignInProblem } from "@sopflow/schemas";
import { SIGN_IN_TEXTS } from "../i18n/sign-in-texts.js";

/** Why signing in through WeCom has just failed: the server leads back here with the reason in the address. */
export function readWecomProblem(search: string): { readonly key: SignInProblem; readonly member: string } | undefined {
  const query = new URLSearchParams(search);
  const key = query.get("sign_in") ?? "";
  if (!isProblem(key)) return undefined;
  return { key, member: (query.get("member") ?? "").slice(0, 64) };
}

const isProblem = (key: string): key is SignInProblem => Object.hasOwn(SIGN_IN_TEXTS.zh, key);

/** The same address without it: who reloads the page tries anew. */
export function forgetWecomProblem(): void {
  const url = new URL(window.location.href);
  for (const name of ["sign_in", "member"]) url.searchParams.delete(name);
  window.history.replaceState(window.history.state, "", url);
}
