import type { Texts } from "./texts.js";

const ZH = {
  close: "关闭",
  cancel: "取消",
  save: "保存",
  saving: "正在保存…",
  retry: "重试",
  loading: "正在加载",
  more: "加载更多",
  failed: "出错了。请重试。",
  copied: "已复制",
  copyFailed: "复制不了。请长按文字手动复制。",
  none: "—",
  language: "English",
  languageLabel: "切换到英文 Switch to English",
  "session.signOut": "退出登录",
  "role.administrator": "管理员",
  "role.lead": "运营负责人",
  "role.advisor": "顾问",
  "role.viewer": "只读成员",
} as const;

const EN: Readonly<Record<keyof typeof ZH, string>> = {
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  saving: "Saving…",
  retry: "Try again",
  loading: "Loading",
  more: "Load more",
  failed: "Something went wrong. Try again.",
  copied: "Copied",
  copyFailed: "Copying is not possible here. Select the text and copy it by hand.",
  none: "—",
  language: "中文",
  languageLabel: "Switch to Chinese 切换到中文",
  "session.signOut": "Sign out",
  "role.administrator": "Administrator",
  "role.lead": "Lead",
  "role.advisor": "Advisor",
  "role.viewer": "Viewer",
};

/** Words that every page uses. */
export const UI_TEXTS: Texts<keyof typeof ZH> = { zh: ZH, en: EN };
