import { row } from "./entry.js";

/** What a running flow or a profile reports as an alert, or as the reason why an enrollment failed. */
export const JOURNEY_CODES = {
  "flow.loop": row(
    200,
    "连锁动作太多，已停止。请检查互相触发的流程。",
    "A causal chain grew too long and was stopped. Look for flows that set each other off.",
  ),
  "node.stopped": row(
    200,
    "步骤在一小时内发出 {count} 个任务，远超预期的 {forecast} 个，已停止发出。请检查后在流程页解除。",
    "A step issued {count} tasks within an hour, far more than the {forecast} expected, and was stopped. Look into it, then release it on the flow's page.",
  ),
  "flow.start_unknown": row(
    200,
    "要启动的流程“{flowId}”没有发布。请先发布它或改选另一个。",
    'The flow to start, "{flowId}", is not published. Publish it or choose another.',
  ),
  "duration.invalid": row(
    422,
    "时长“{value}”不能用。请写成 P14D 或 PT30M 这样的时长。",
    'The duration "{value}" cannot be used. Write one such as P14D or PT30M.',
  ),
  "task.no_script": row(
    200,
    "没有一条话术适合这位客户。请加一条不带条件的话术。",
    "None of the task's scripts holds for this customer. Add one without a condition.",
  ),
  "customer.too_many_timers": row(
    200,
    "客户“{id}”同时到期的定时太多，其余稍后处理。请检查流程。",
    'Customer "{id}" has too many timers due at once; the rest follow. Look at the flows.',
  ),
  "profile.attribute_unknown": row(
    422,
    "品牌设置里没有属性“{field}”，未保存。请先添加。",
    'The brand settings have no attribute "{field}"; it was not kept. Add it first.',
  ),
  "profile.attribute_type": row(
    422,
    "属性“{field}”的值类型不对，未保存。请按设置发送。",
    'The value of attribute "{field}" is of another type and was not kept. Send what the settings say.',
  ),
  "profile.attribute_limit": row(
    422,
    "属性太多或太大，“{field}”未保存。请删除不用的属性。",
    'Too many or too large attributes; "{field}" was not kept. Remove some.',
  ),
  "profile.tag_limit": row(
    422,
    "标签太多，“{field}”未保存。请删除不用的标签。",
    'Too many tags; "{field}" was not kept. Remove some.',
  ),
  "profile.value_refused": row(
    422,
    "资料“{field}”的值不能保存。请检查格式。",
    'The value of "{field}" cannot be kept. Check its form.',
  ),
  "profile.order_incomplete": row(
    422,
    "订单缺少编号或金额，未计入。请补全“{field}”。",
    'The order lacks its id or amount and was not counted. Complete "{field}".',
  ),
} as const;
