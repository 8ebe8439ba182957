import type { Texts } from "./texts.js";

const ZH = {
  title: "Webhook 密钥",
  text: "Webhook 的请求头用 {place} 引用。保存后只能替换，不能再查看。",
  add: "添加密钥",
  none: "还没有密钥",
  name: "名称",
  nameHint: "小写字母、数字和下划线，例如 crm",
  nameTaken: "已有这个名称，请在列表里替换它。",
  value: "值",
  valueHint: "只填密钥本身，“Bearer” 等写在流程的请求头里。",
  saved: "保存于",
  replace: "替换",
  replaceTitle: "替换密钥“{name}”",
  remove: "删除",
  removeTitle: "删除密钥“{name}”？",
  removeText: "引用它的 Webhook 会立刻失败，客户走“失败”分支。",
} as const;

type SecretText = keyof typeof ZH;

const EN: Readonly<Record<SecretText, string>> = {
  title: "Secrets of webhooks",
  text: "A webhook's header names them as {place}. Once saved they can be replaced, never seen again.",
  add: "Add secret",
  none: "No secrets yet",
  name: "Name",
  nameHint: "Small letters, digits and underscores, such as crm",
  nameTaken: "This name is in use. Replace that secret in the list.",
  value: "Value",
  valueHint: 'The secret alone. "Bearer" and the like stand in the flow\'s header.',
  saved: "Saved",
  replace: "Replace",
  replaceTitle: 'Replace the secret "{name}"',
  remove: "Delete",
  removeTitle: 'Delete the secret "{name}"?',
  removeText: 'Webhooks that name it fail at once, and customers go on at "failed".',
};

export const SECRET_TEXTS: Texts<SecretText> = { zh: ZH, en: EN };
