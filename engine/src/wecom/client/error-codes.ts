import type { Text } from "@sopflow/schemas";

/** What an errcode asks of the caller. The pipeline knows these classes, never single numbers. */
export const WECOM_ERROR_CLASSES = [
  /** WeCom is busy: again soon, at most three times. */
  "busy",
  /** The access token is no longer valid: a new one, once. */
  "token",
  /** A limit's window is used up: not before it ends. */
  "rateLimit",
  /** Too many calls at once: fewer. */
  "concurrency",
  /** Somebody else changes the same thing, or it is not ready yet: again soon. */
  "conflict",
  /** The secret is wrong. Each further try brings the block of our address nearer: stop until a person acts. */
  "secret",
  /** Something is set up wrong at WeCom: a person acts, then it works. */
  "config",
  /** The customer is no friend of that advisor. */
  "notFriend",
  /** A code or message that works once or for a time has been used or is too old. */
  "expired",
  /** A quota of the customer, the corp or the task is used up. */
  "quota",
  /** It will never work as it is. */
  "permanent",
] as const;
export type WecomErrorClass = (typeof WECOM_ERROR_CLASSES)[number];

export interface ErrcodeInfo {
  readonly class: WecomErrorClass;
  /** What it means and what to do. */
  readonly hint: Text;
}

const info = (errorClass: WecomErrorClass, zh: string, en: string): ErrcodeInfo => ({
  class: errorClass,
  hint: { zh, en },
});

/** Errcodes we know, as WeCom documents them [D90313, EC]. Never match on errmsg: it is not stable. */
export const WECOM_ERRCODES: ReadonlyMap<number, ErrcodeInfo> = new Map([
  [-1, info("busy", "企业微信系统繁忙，稍后重试", "WeCom is busy: try again later")],
  [6000, info("conflict", "数据正被同时修改，稍后重试", "The data is being changed by somebody else: try again")],
  [
    40001,
    info(
      "secret",
      "应用 Secret 不正确，或应用已停用；请在设置中更正，多次出错会使本机 IP 被封 1 小时",
      "The app's secret is wrong or the app is disabled: correct it in the settings; repeated errors block this address for an hour",
    ),
  ],
  [40003, info("permanent", "成员 userid 不正确", "The member's userid is not valid")],
  [
    40007,
    info(
      "expired",
      "素材 media_id 不正确或已过期（3 天），请重新上传",
      "The media_id is wrong or older than 3 days: upload it again",
    ),
  ],
  [
    40013,
    info("secret", "企业 ID（corpid）不正确，请在设置中更正", "The corp id is wrong: correct it in the settings"),
  ],
  [40014, info("token", "access_token 不正确", "The access token is not valid")],
  [
    40029,
    info(
      "expired",
      "登录 code 已用过或超过 5 分钟，请重新登录",
      "The sign-in code was used or is older than 5 minutes: sign in again",
    ),
  ],
  [
    40056,
    info("config", "应用 agentid 不正确，请在设置中更正", "The app's agentid is wrong: correct it in the settings"),
  ],
  [40058, info("permanent", "请求参数不正确", "A parameter of the request is not valid")],
  [40068, info("permanent", "标签不存在", "There is no such tag")],
  [40071, info("permanent", "标签名已存在", "A tag of that name exists already")],
  [40096, info("permanent", "客户 external_userid 不正确", "The customer's external_userid is not valid")],
  [40099, info("quota", "接替成员的客户数已达上限", "The new advisor has as many customers as allowed")],
  [40128, info("quota", "该客户 90 天内已被转接 2 次", "The customer was transferred twice in 90 days")],
  [40129, info("conflict", "该客户正在转接中", "The customer is being transferred already")],
  [40130, info("permanent", "原跟进成员与接替成员相同", "The old and the new advisor are the same")],
  [40131, info("notFriend", "原成员不是该客户的跟进人", "The old advisor is not the customer's advisor")],
  [
    40144,
    info(
      "quota",
      "该客户的标签数已达上限，请先移除一些",
      "The customer has as many tags as allowed: remove some first",
    ),
  ],
  [41001, info("token", "缺少 access_token", "The access token is missing")],
  [41048, info("quota", "没有可发送的客户", "No customer can be sent to")],
  [41050, info("expired", "欢迎语 code 已失效（20 秒）", "The welcome code has expired (20 s)")],
  [41051, info("expired", "欢迎语已发送，或已开始聊天", "The welcome message was sent, or the chat has begun")],
  [41063, info("conflict", "群发正在下发，稍后再查", "The group send is being dispatched: ask again later")],
  [41093, info("expired", "群发任务已取消", "The group send was cancelled")],
  [41094, info("quota", "24 小时内最多提醒 3 次", "At most 3 reminders in 24 hours")],
  [41096, info("conflict", "另一应用正在发送欢迎语", "Another app is sending the welcome message")],
  [41111, info("permanent", "标签数量须为 1 至 1000", "There must be 1 to 1000 tags")],
  [42001, info("token", "access_token 已过期", "The access token has expired")],
  [42014, info("permanent", "卡片 task_id 不正确", "The card's task_id is not valid")],
  [42016, info("permanent", "卡片 task_id 不存在", "The card's task_id is not known")],
  [42052, info("expired", "消息超过 24 小时，无法撤回", "The message is older than 24 hours and cannot be recalled")],
  [45009, info("rateLimit", "调用次数超过限制，等待窗口结束", "Too many calls: wait until the window ends")],
  [45033, info("concurrency", "并发调用过多", "Too many calls at the same time")],
  [45035, info("conflict", "并发操作冲突，稍后重试", "Another operation is going on: try again")],
  [
    48002,
    info(
      "config",
      "应用没有该接口权限：请在管理后台把应用加入“客户联系 → 可调用接口的应用”",
      "The app lacks this permission: add it in the admin console under customer contact, apps that may call the interface",
    ),
  ],
  [
    48006,
    info(
      "config",
      "权限因长期未使用被收回，请在管理后台重新开启",
      "The permission was withdrawn because it was not used: enable it again in the admin console",
    ),
  ],
  [
    48011,
    info(
      "config",
      "成员活跃度过低，企业微信暂停提供客户数据：请成员登录使用企业微信",
      "Members are too inactive for WeCom to give customer data: let them sign in and use WeCom",
    ),
  ],
  [50001, info("config", "回调域名与应用可信域名不一致", "The redirect's domain is not the app's trusted domain")],
  [
    60011,
    info(
      "config",
      "对该成员、部门或标签没有权限：请检查应用可见范围",
      "No permission on that member, department or tag: check the app's visible range",
    ),
  ],
  [
    60020,
    info(
      "config",
      "本机 IP 不在企业可信 IP 中：请在应用设置里添加，约 1 分钟生效",
      "This address is not among the app's trusted IPs: add it in the app's settings; it takes about a minute",
    ),
  ],
  [60111, info("permanent", "成员不存在", "There is no such member")],
  [
    60140,
    info(
      "expired",
      "卡片 response_code 已用过或超过 72 小时",
      "The card's response_code was used or is older than 72 hours",
    ),
  ],
  [81011, info("config", "不能修改其他应用创建的标签", "Tags made by another app cannot be changed")],
  [
    81013,
    info(
      "permanent",
      "接收人全部无效或无权限：请检查应用可见范围",
      "No recipient is valid: check the app's visible range",
    ),
  ],
  [81017, info("permanent", "群主过多：请指定最多 1000 名群主", "Too many group owners: name up to 1000")],
  [84061, info("notFriend", "客户与该成员不是好友", "The customer is no friend of that member")],
  [
    84074,
    info(
      "config",
      "成员没有外部联系人权限：请在“客户联系”中开通",
      "The member may not have customers: allow it under customer contact",
    ),
  ],
  [301002, info("config", "不能操作其他应用", "Another app cannot be operated")],
  [
    701008,
    info("config", "成员都没有有效的互通账号许可", "None of the members has a valid licence for customer contact"),
  ],
]);

const UNKNOWN: ErrcodeInfo = info(
  "permanent",
  "企业微信返回了未知错误码，请在企业微信错误码查询工具中查看",
  "WeCom answered with a code we do not know: look it up in WeCom's table of error codes",
);

/** What an errcode means; a code we do not know is permanent, so that it is never repeated blindly. */
export const errcodeInfo = (errcode: number): ErrcodeInfo => WECOM_ERRCODES.get(errcode) ?? UNKNOWN;
