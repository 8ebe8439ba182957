import { useEffect, useState } from "react";
import { maySignInByWecom, wecomSignInUrl } from "../api/js-sdk-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { SESSION_TEXTS } from "../i18n/session-texts.js";
import { isInsideWecom } from "./inside-wecom.js";

/** A page that was just sent to sign in and came back signed out is not sent again, ms. */
const AGAIN_MS = 60_000;
const TRIED_AT = "sopflow.wecom_sign_in";

interface WecomSignInProps {
  /** Inside WeCom it goes there without being asked: nothing on the page would be lost. */
  readonly auto: boolean;
}

/** Signing in through WeCom, where that is set up. */
export function WecomSignIn({ auto }: WecomSignInProps) {
  const t = useTexts(SESSION_TEXTS);
  const [isOffered, setOffered] = useState(false);
  const [url] = useState(() => wecomSignInUrl(window.location.search));
  useEffect(() => {
    let isLeft = false;
    void maySignInByWecom((input, init) => fetch(input, init), url).then((may) => {
      if (!may || isLeft) return;
      setOffered(true);
      if (auto && isInsideWecom() && mayGoAgain()) window.location.replace(url);
    });
    return () => {
      isLeft = true;
    };
  }, [auto, url]);
  if (!isOffered) return null;
  return (
    <a className="button button-l button-primary sign-in-wecom" href={url}>
      {t("wecom")}
    </a>
  );
}

function mayGoAgain(): boolean {
  try {
    const triedAt = Number(sessionStorage.getItem(TRIED_AT) ?? 0);
    if (Date.now() - triedAt < AGAIN_MS) return false;
    sessionStorage.setItem(TRIED_AT, String(Date.now()));
    return true;
  } catch {
    return false; // without memory it could go round in a circle; the button is there
  }
}
