import { row } from "./entry.js";

/** What an API call, an intake or a command can answer besides the faults of a flow. */
export const SERVICE_CODES = {
  "auth.required": row(401, "请先登录或提供 API 密钥。", "Sign in or send an API key."),
  "auth.link_used": row(
    401,
    "这个登录链接已用过或已过期。请重新生成。",
    "This sign-in link is used or expired. Make a new one.",
  ),
  "auth.forbidden": row(
    403,
    "没有权限：需要“{needed}”。请联系管理员。",
    'Not allowed: "{needed}" is needed. Ask an administrator.',
  ),
  "key.not_found": row(
    404,
    "没有可用的密钥“{id}”。请查看密钥列表。",
    'There is no key "{id}" in use. See the list of keys.',
  ),
  "auth.csrf": row(
    403,
    "请求来源不对。请刷新页面再试。",
    "The request came from elsewhere. Reload the page and try again.",
  ),
  "request.invalid": row(400, "请求内容不对：{problem}。", "The request is not valid: {problem}."),
  "request.too_large": row(
    413,
    "请求太大，最多 {max}。请分批发送。",
    "The request is too large; the most is {max}. Send it in parts.",
  ),
  "request.not_found": row(
    404,
    "没有这个地址。请查看接口文档。",
    "There is nothing at this address. See the API description.",
  ),
  "request.method_not_allowed": row(
    405,
    "这个地址不支持该方法。请查看接口文档。",
    "This address does not take that method. See the API description.",
  ),
  "request.unsupported_type": row(415, "请用 application/json 发送。", "Send application/json."),
  "rate.limited": row(429, "请求太频繁。请在 {seconds} 秒后再试。", "Too many requests. Try again in {seconds} s."),
  "flow.not_found": row(404, "没有流程“{id}”。请检查编号。", 'There is no flow "{id}". Check the id.'),
  "flow.exists": row(
    409,
    "已有编号为“{id}”的流程。请换一个编号。",
    'There is already a flow "{id}". Choose another id.',
  ),
  "flow.revision_conflict": row(
    409,
    "别人已修改（现在是第 {revision} 版）。请刷新后合并修改。",
    "Someone else changed it (now revision {revision}). Reload and merge.",
  ),
  "flow.version_not_found": row(
    404,
    "流程“{id}”没有第 {version} 版。请查看版本列表。",
    'Flow "{id}" has no version {version}. See the list of versions.',
  ),
  "flow.not_published": row(409, "流程“{id}”还没有发布。请先发布。", 'Flow "{id}" is not published. Publish it first.'),
  "flow.wrong_state": row(
    409,
    "流程“{id}”现在是“{state}”，不能这样操作。",
    'Flow "{id}" is "{state}"; this cannot be done now.',
  ),
  "flow.has_problems": row(
    422,
    "流程有 {count} 个问题。请改正后再发布。",
    "The flow has {count} problems. Correct them and publish again.",
  ),
  "flow.gate_differs": row(
    500,
    "两套规则引擎对“{rule}”结果不一致，未发布。请报告此问题。",
    'Two evaluators disagree on "{rule}"; nothing was published. Report this.',
  ),
  "event.future": row(
    422,
    "事件时间 {at} 在 5 分钟以后。请检查发送方的时钟。",
    "The event's time {at} is over 5 minutes ahead. Check the sender's clock.",
  ),
  "event.too_large": row(
    413,
    "事件有 {bytes} 字节，最多 {max}。请去掉不需要的内容。",
    "The event has {bytes} bytes; the most is {max}. Leave out what is not needed.",
  ),
  "event.invalid": row(
    422,
    "事件“{type}”的“{path}”不对：{problem}。",
    'In event "{type}", "{path}" is wrong: {problem}.',
  ),
  "event.not_allowed": row(
    403,
    "“{type}”只能由系统产生，不能从外部发送。",
    '"{type}" is raised by the product and may not be posted.',
  ),
  "event.duplicate": row(
    200,
    "这个事件已经收到过。无需再发。",
    "This event was received before. There is no need to send it again.",
  ),
  "event.too_late": row(
    200,
    "事件迟到 {hours} 小时：只更新资料，不触发流程。",
    "The event is {hours} h late: it updates the profile and triggers nothing.",
  ),
  "order.duplicate": row(200, "订单“{id}”已经收到过。", 'Order "{id}" was received before.'),
  "order.not_found": row(
    422,
    "没有订单“{id}”。请先发送支付事件。",
    'There is no order "{id}". Send its payment first.',
  ),
  "task.not_found": row(404, "没有任务“{id}”。请刷新列表。", 'There is no task "{id}". Reload the list.'),
  "task.closed": row(
    409,
    "任务已结束（{state}）。结果已记为补报，不再影响流程。",
    "The task is closed ({state}). The result is kept as late and moves nothing.",
  ),
  "task.outcome_unknown": row(
    422,
    "任务没有结果“{outcome}”。可选：{outcomes}。",
    'The task has no outcome "{outcome}". Choose one of: {outcomes}.',
  ),
  "task.outcome_missing": row(422, "请选择一个结果：{outcomes}。", "Choose an outcome: {outcomes}."),
  "task.field_invalid": row(422, "字段“{field}”不对：{problem}。", 'The field "{field}" is wrong: {problem}.'),
  "task.reason_missing": row(422, "跳过需要原因：{reasons}。", "A skip needs a reason: {reasons}."),
  "task.postpone_invalid": row(
    422,
    "只能延后到过期之前（{until}）。",
    "It can only be postponed to before it expires ({until}).",
  ),
  "task.not_yours": row(403, "这个任务属于别的顾问。", "This task belongs to another advisor."),
  "task.stale": row(
    409,
    "客户情况已变化，任务不再适用。请处理下一条。",
    "The customer has changed and the task no longer applies. Go on to the next.",
  ),
  "customer.not_found": row(404, "没有客户“{id}”。请检查编号。", 'There is no customer "{id}". Check the id.'),
  "customer.held": row(
    409,
    "客户“{id}”已挂起：{reason}。请处理后放行。",
    'Customer "{id}" is on hold: {reason}. Settle it and release.',
  ),
  "customer.erased": row(410, "客户“{id}”的资料已删除。", 'Customer "{id}" has been erased.'),
  "customer.merged": row(410, "客户“{id}”已合并到“{into}”。", 'Customer "{id}" was merged into "{into}".'),
  "customer.too_many_attributes": row(
    422,
    "属性超过 {max} 个或 8 kB。请删除不用的。",
    "More than {max} attributes or 8 kB. Remove some.",
  ),
  "customer.too_many_tags": row(422, "标签超过 {max} 个。请删除不用的。", "More than {max} tags. Remove some."),
  "customer.too_many_enrollments": row(
    409,
    "客户已在 {count} 个流程中，未再进入。",
    "The customer is in {count} flows already and did not enter.",
  ),
  "customer.entry_too_large": row(
    422,
    "进入事件的属性超过 2 kB，多余的未保存。",
    "The entering event has over 2 kB of properties; the rest was not kept.",
  ),
  "customer.document_large": row(
    200,
    "客户“{id}”的资料有 {bytes} 字节，接近上限。请查看原因。",
    'The document of customer "{id}" has {bytes} bytes and nears its limit. Look why.',
  ),
  "customer.document_full": row(
    409,
    "客户“{id}”的资料已满，未再进入流程。",
    'The document of customer "{id}" is full; it enters no more flows.',
  ),
  "customer.too_many_inputs": row(
    200,
    "客户“{id}”一小时内有 {count} 个事件。请检查来源。",
    'Customer "{id}" had {count} inputs in an hour. Check their source.',
  ),
  "advisor.not_found": row(404, "没有顾问“{id}”。请检查编号。", 'There is no advisor "{id}". Check the id.'),
  "advisor.none_available": row(
    409,
    "分组“{pool}”里没有可用的顾问。请添加。",
    'Pool "{pool}" has no advisor at work. Add one.',
  ),
  "product.not_found": row(404, "没有商品“{sku}”。请检查编号。", 'There is no product "{sku}". Check it.'),
  "settings.invalid": row(422, "设置“{path}”不对：{problem}。", 'The setting "{path}" is wrong: {problem}.'),
  "demo.none": row(
    409,
    "这里没有演示品牌，不能造客户。请用自己的事件试。",
    "There is no demo brand here, so no customer is made up. Post an event of your own.",
  ),
  "settings.revision_conflict": row(
    409,
    "别人已修改设置。请刷新后再改。",
    "Someone else changed the settings. Reload and try again.",
  ),
  "import.bad_header": row(422, "文件缺少列：{columns}。", "The file lacks the columns: {columns}."),
  "import.bad_row": row(422, "第 {line} 行不对：{problem}。", "Line {line} is wrong: {problem}."),
  "import.unreadable": row(422, "读不了文件“{file}”：{problem}。", 'Cannot read "{file}": {problem}.'),
  "data.newer_version": row(
    500,
    "数据文件夹来自更新的版本。请升级程序。",
    "The data folder was written by a newer version. Update the product.",
  ),
  "data.not_writable": row(500, "不能写入“{path}”。请检查权限。", 'Cannot write to "{path}". Check its permissions.'),
  "data.in_use": row(
    500,
    "数据文件夹正被另一个进程使用（{holder}）。请先停止它。",
    "The data folder is in use by another process ({holder}). Stop that first.",
  ),
  "server.port_in_use": row(
    500,
    "端口 {port} 已被占用。请换一个端口或停止占用它的程序。",
    "Port {port} is in use. Choose another or stop what uses it.",
  ),
  "server.starting": row(503, "系统正在启动。请稍后再试。", "The server is starting. Try again shortly."),
  "server.overloaded": row(
    503,
    "系统繁忙。请在 {seconds} 秒后重发。",
    "The server is busy. Send it again in {seconds} s.",
  ),
  "server.failure": row(
    500,
    "系统出错，已记录（{id}）。请稍后再试。",
    "Something failed and was recorded ({id}). Try again later.",
  ),
} as const;
