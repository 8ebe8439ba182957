import type { Texts } from "./texts.js";

const ZH = {
  title: "登录 SOP 流程",
  intro: "用管理员发给你的一次性链接登录。打开链接就会自动登录；也可以把链接粘贴到这里。",
  first: "第一次启动时，登录链接会打印在服务器的终端里。",
  link: "登录链接",
  enter: "登录",
  entering: "正在登录…",
  wecom: "用企业微信登录",
  empty: "请粘贴登录链接。",
  expired: "登录已过期",
  expiredText: "页面上的内容都还在，没有丢。重新登录后接着做。",
  elsewhere: "已在别的标签页登录",
  stillOut: "还没有登录成功。请先用登录链接登录。",
} as const;

const EN: Readonly<Record<keyof typeof ZH, string>> = {
  title: "Sign in to SOP flows",
  intro: "Use the one-time link that an administrator gave you. Opening it signs you in; you can also paste it here.",
  first: "On the first start the link is printed in the server's terminal.",
  link: "Sign-in link",
  enter: "Sign in",
  entering: "Signing in…",
  wecom: "Sign in with WeCom",
  empty: "Paste the sign-in link.",
  expired: "Your session has ended",
  expiredText: "Everything on this page is still here. Sign in again and go on.",
  elsewhere: "I signed in in another tab",
  stillOut: "Not signed in yet. Use a sign-in link first.",
};

/** Words for who is not signed in; they come with the pages that ask for it. */
export const SESSION_TEXTS: Texts<keyof typeof ZH> = { zh: ZH, en: EN };
