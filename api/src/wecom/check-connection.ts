import { userIdKey, WecomError, type WecomService } from "@sopflow/engine/wecom";
import type { WecomCheck } from "@sopflow/schemas";

/** What each errcode of a check means for whoever sets the app up. */
const HINTS: Readonly<Record<number, WecomCheck["message"]>> = {
  40001: {
    zh: "Secret 不对：请在企业微信后台“应用管理 → 自建应用”重新复制。反复填错会被企业微信封 IP 一小时。",
    en: "The secret is wrong: copy it again from the app's page. Repeated tries block this address for an hour.",
  },
  40013: {
    zh: "企业 ID 不对：请在“我的企业 → 企业信息”底部复制。",
    en: "The corp id is wrong: copy it from the corp's page.",
  },
  48002: {
    zh: "应用没有客户联系权限：请在“客户与上下游 → 客户联系 → 可调用接口的应用”里加上本应用。",
    en: "The app may not call customer contact: add it under Customer contact → apps that may call the interface.",
  },
  60020: {
    zh: "本机 IP 不在企业可信 IP 里：请在应用页“企业可信 IP”里加上服务器的出口 IP，约一分钟后生效。",
    en: "This server's address is not trusted: add its outgoing address under trusted IPs; it counts after a minute.",
  },
  48011: {
    zh: "成员活跃度太低，企业微信暂停了客户数据接口。",
    en: "WeCom keeps customer data back because its members use it too little.",
  },
};

export interface ConnectionFacts {
  readonly service: WecomService;
  readonly origin: string;
  readonly hasCallback: boolean;
  readonly lastCallbackAt: number | undefined;
}

/** Checks each point of a set-up by asking WeCom, in the order in which they are done. Never rejects for WeCom's word. */
export async function checkConnection(facts: ConnectionFacts): Promise<WecomCheck[]> {
  const { app } = facts.service;
  const secret = await asked("secret", async () => {
    await app.checkSecret();
    return ok("secret", "企业 ID、AgentId 和 Secret 正确。", "Corp id, agent id and secret are right.");
  });
  if (secret.state === "wrong") return [secret, ...AFTER_SECRET.map(unknown)];
  let members: readonly string[] = [];
  const customers = await asked("customers", async () => {
    members = (await app.contacts.followUsers({})).follow_user;
    return ok(
      "customers",
      `可以读取客户联系，${members.length} 名成员有此功能。`,
      `Customer contact works, for ${members.length} members.`,
    );
  });
  return [
    secret,
    customers,
    visibility(customers.state, members),
    callback(facts),
    events(facts),
    domain(facts.origin),
    await advisors(facts.service, members),
  ];
}

function visibility(before: WecomCheck["state"], members: readonly string[]): WecomCheck {
  if (before !== "ok") return unknown("visible");
  if (members.length > 0) return ok("visible", "应用可见范围内有顾问。", "Members are within the app's visible range.");
  return wrong(
    "visible",
    "没有成员可用：请把顾问加入应用可见范围，并在“客户联系 → 权限配置”里开启使用范围。",
    "No member can be used: add the advisors to the app's visible range and to customer contact's permissions.",
  );
}

function callback({ hasCallback, lastCallbackAt }: ConnectionFacts): WecomCheck {
  if (!hasCallback) {
    return wrong(
      "callback",
      "还没有填写回调的 Token 和 EncodingAESKey。请在应用页“接收消息 → 设置 API 接收”里生成并复制到这里。",
      "Callback token and AES key are missing: generate them under Receive messages and copy them here.",
    );
  }
  if (lastCallbackAt !== undefined) return ok("callback", "已收到企业微信的回调。", "Callbacks arrive.");
  return {
    check: "callback",
    state: "unknown",
    message: {
      zh: "尚未收到回调：在企业微信后台保存回调 URL 时会立即验证；保存成功即可。",
      en: "No callback yet: WeCom verifies the address the moment you save it there.",
    },
  };
}

function events({ lastCallbackAt }: ConnectionFacts): WecomCheck {
  if (lastCallbackAt === undefined) return unknown("events");
  return {
    check: "events",
    state: "warning",
    message: {
      zh: "请确认“外部联系人变更回调”已勾选：扫一次渠道码，新客户应在几秒内出现。",
      en: "Make sure that changes of external contacts are ticked: scan a channel code, the customer should appear in seconds.",
    },
  };
}

function domain(origin: string): WecomCheck {
  const { protocol, hostname } = new URL(origin);
  if (/^(localhost|127\.|\[::1\])/.test(hostname)) {
    return wrong(
      "domain",
      "地址是本机：企业微信和顾问的手机打不开。",
      "This address is this machine's own: neither WeCom nor phones reach it.",
    );
  }
  if (protocol !== "https:") {
    return wrong(
      "domain",
      "地址必须是 https，且域名已备案并设为可信域名。",
      "The address must be https, with a registered, trusted domain.",
    );
  }
  return {
    check: "domain",
    state: "unknown",
    message: {
      zh: `请确认 ${hostname} 已备案，并在应用页“网页授权及 JS-SDK”里设为可信域名。`,
      en: `Make sure that ${hostname} is registered and set as the trusted domain of the app.`,
    },
  };
}

async function advisors(service: WecomService, members: readonly string[]): Promise<WecomCheck> {
  if (members.length === 0) return unknown("advisors");
  const known = new Set(members.map(userIdKey));
  const active = (await service.ownAdvisors()).filter((advisor) => advisor.active);
  const missing = active.filter((advisor) => !known.has(userIdKey(advisor.wecomUserId ?? advisor.id)));
  if (active.length === 0)
    return wrong("advisors", "还没有顾问：请在“设置 → 顾问”里添加。", "There are no advisors: add them in Settings.");
  if (missing.length === 0)
    return ok("advisors", "所有顾问都能对应到企业微信成员。", "Every advisor is a member of WeCom.");
  const names = missing
    .slice(0, 5)
    .map(({ name }) => name)
    .join("、");
  return {
    check: "advisors",
    state: "warning",
    message: {
      zh: `${missing.length} 名顾问对不上企业微信成员：${names}。请填写他们的企业微信账号。`,
      en: `${missing.length} advisors are no members of WeCom: ${names}. Fill in their WeCom user ids.`,
    },
  };
}

async function asked(check: WecomCheck["check"], ask: () => Promise<WecomCheck>): Promise<WecomCheck> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    const message = (error.code === undefined ? undefined : HINTS[error.code]) ?? error.hint;
    return { check, state: "wrong", message, ...(error.code === undefined ? {} : { code: error.code }) };
  }
}

const ok = (check: WecomCheck["check"], zh: string, en: string): WecomCheck => ({
  check,
  state: "ok",
  message: { zh, en },
});
const wrong = (check: WecomCheck["check"], zh: string, en: string): WecomCheck => ({
  check,
  state: "wrong",
  message: { zh, en },
});
const unknown = (check: WecomCheck["check"]): WecomCheck => ({
  check,
  state: "unknown",
  message: { zh: "前面的步骤完成后再检查。", en: "Checked once the steps before are done." },
});
const AFTER_SECRET = ["customers", "visible", "callback", "events", "domain", "advisors"] as const;
