import { fault } from "./entry.js";

/** Faults of single nodes. */
export const NODE_CODES = {
  "node.unknown_type": fault(
    "不认识的节点类型“{type}”。请删除它或检查拼写。",
    'Unknown node type "{type}". Delete the node or check the spelling.',
  ),
  "node.duplicate_id": fault(
    "{what}的编号“{id}”在这个节点里重复。请改成不同的编号。",
    'Two {what} of this node have the id "{id}". Give each its own.',
  ),
  "node.does_nothing": fault(
    "这个节点没有设置任何动作。请设置或删除它。",
    "This node does nothing. Set it or delete it.",
  ),
  "webhook.host_not_allowed": fault(
    "品牌设置不允许发送到“{host}”。请在设置的 Webhook 里添加它，或改用允许的地址。",
    'The settings do not allow webhooks to "{host}". Add it under Settings, Webhooks, or use an allowed address.',
  ),
  "webhook.secret_inline": fault(
    "请求头“{name}”的值是密钥，不能写在流程里。请保存为密钥，并填 {place}。",
    'The header "{name}" holds a secret, which no flow may carry. Save it as a secret and write {place}.',
  ),
  "webhook.secret_missing": fault(
    "没有名为“{secret}”的密钥。请在设置的联系策略里保存它，或改用已有的密钥。",
    'There is no secret named "{secret}". Save it under Settings, Contact policy, or use one that exists.',
  ),
  "webhook.bad_header": fault(
    "请求头“{name}”不能使用。请删除它或换一个名称。",
    'The header "{name}" cannot be used. Remove it or choose another name.',
  ),
  "webhook.bad_url": fault(
    "地址里不能带用户名或密码。请改用密钥请求头。",
    "An address may not carry a user name or password. Use a header with a secret.",
  ),
  "node.failed": fault(
    "节点“{node}”运行失败，这位客户已退出流程：{problem}。",
    'Node "{node}" failed and the customer left the flow: {problem}.',
  ),
  "trigger.existing_enroll": fault(
    "事件触发没有“发布时已符合”的人，existing 只能是 ignore。",
    'An event trigger has nobody who matches at publish; "existing" can only be ignore.',
  ),
  "trigger.cron_or_at": fault("请在 cron 和 at 中恰好填一个。", 'Give exactly one of "cron" and "at".'),
  "trigger.bad_cron": fault(
    "定时“{cron}”不能用：{reason}。例如每天 9 点写作 0 9 * * *。",
    'The schedule "{cron}" cannot be used: {reason}. Daily at 9 is 0 9 * * *.',
  ),
  "split.no_weight": fault(
    "各分组的权重之和为零，没有人能通过。请至少给一组权重。",
    "The weights add up to zero, so nobody can pass. Give at least one variant a weight.",
  ),
  "split.too_small": fault(
    "分组“{id}”的权重太小，不足万分之一，没有人会进入。请加大权重。",
    'The weight of variant "{id}" is below one in 10,000; nobody gets it. Raise it.',
  ),
  "branch.reserved_case": fault(
    "分支编号“{id}”是保留的出口名。请换一个编号。",
    'The case id "{id}" is a reserved port. Choose another id.',
  ),
  "trigger.welcome_event": fault(
    "事件“{event}”不能带欢迎语：只有添加好友时才能发。请去掉欢迎语，或改用“添加好友”。",
    'The event "{event}" cannot carry a welcome: only a new friend can be welcomed. Remove it, or use friend.added.',
  ),
  "wait.reserved_id": fault(
    "等待事件的编号“{id}”是保留的出口名。请换一个编号。",
    'The id "{id}" is a reserved port of this wait. Choose another id.',
  ),
  "wait.timeout_zero": fault(
    "超时时长为零，会立刻走超时。请填大于零的时长。",
    "The timeout is zero and would end the wait at once. Give a duration above zero.",
  ),
  "wait.lookback_too_long": fault(
    "回看时长 {value} 太长，最多 {max}。",
    "The lookback {value} is too long; the most is {max}.",
  ),
  "task.script_missing": fault(
    "任务没有话术。请填写 script 或 scripts。",
    "The task has no script. Give script or scripts.",
  ),
  "task.script_twice": fault(
    "script 和 scripts 只能填一个。请删除其中一个。",
    "Give either script or scripts, not both. Delete one.",
  ),
  "task.outcome_reserved": fault(
    "结果编号“{id}”是保留的出口名。请换一个编号。",
    'The outcome id "{id}" is a reserved port. Choose another id.',
  ),
  "task.outcomes_unused": fault(
    "任务不等待结果，填写的结果没有出口。如需分支请打开“等待”。",
    "The task does not wait, so its outcomes have no ports. Turn on wait to branch by them.",
  ),
  "task.due_after_expire": fault(
    "应完成时间 {dueIn} 晚于过期时间 {expireIn}，任务会先过期。",
    "It is due after {dueIn} but expires after {expireIn}: it closes before it is due.",
  ),
  "material.app_id_missing": fault(
    "小程序“{title}”没有 AppID，发不出去。请填写小程序 AppID。",
    'The mini-programme "{title}" has no app id and cannot be sent. Fill it in.',
  ),
  "campaign.same_time": fault(
    "第 {day} 天 {time} 有两个推送“{first}”和“{second}”，后一个会撤回前一个。请错开。",
    'Slots "{first}" and "{second}" are both on day {day} at {time}; the later withdraws the earlier. Move one.',
  ),
  "tag.added_and_removed": fault(
    "标签“{tag}”同时添加又移除。请保留一个。",
    'Tag "{tag}" is both added and removed. Keep one.',
  ),
} as const;
