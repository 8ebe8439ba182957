import type { SignInProblem } from "@sopflow/schemas";
import type { Texts } from "./texts.js";

const ZH = {
  expired: "企业微信登录已经过期，或者不是从这个浏览器发起的。请再试一次。",
  not_connected: "还没有连接企业微信，或者连接已停用。请联系主管。",
  refused: "企业微信没有接受登录。请稍后再试；一直不行，请主管在“设置 → 企业微信”里点“开始检查”。",
  no_member: "这个微信不是企业的成员。请用企业微信打开。",
  no_advisor: "你的企业微信账号“{member}”还不是这里的顾问。请主管在“设置 → 顾问”里添加，并填上这个账号。",
  away: "你的顾问账号已停用。需要继续使用，请主管在“设置 → 顾问”里启用。",
} as const satisfies Record<SignInProblem, string>;

const EN: Readonly<Record<SignInProblem, string>> = {
  expired: "Signing in through WeCom took too long, or was begun in another browser. Try again.",
  not_connected: "WeCom is not connected here, or the connection is switched off. Ask a lead.",
  refused: "WeCom did not take it. Try again later; if it stays so, ask a lead to run the check in Settings → WeCom.",
  no_member: "This WeChat user is no member of the corp. Open it in WeCom.",
  no_advisor: "Your WeCom account {member} is no advisor here. Ask a lead to add it in Settings → Advisors.",
  away: "Your advisor account is switched off. Ask a lead to switch it on in Settings → Advisors.",
};

/** Why signing in through WeCom did not work. */
export const SIGN_IN_TEXTS: Texts<SignInProblem> = { zh: ZH, en: EN };
