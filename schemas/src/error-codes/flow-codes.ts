import { EDIT_CODES } from "./edit-codes.js";
import { fault } from "./entry.js";

/** Faults of a flow file as a whole, its edges and its settings. */
export const FLOW_CODES = {
  ...EDIT_CODES,
  "flow.not_json": fault("这不是有效的 JSON：{problem}。请检查文件。", "This is not JSON: {problem}. Check the file."),
  "flow.not_object": fault(
    "流程文件应是一个 JSON 对象。请导入从画布导出的文件。",
    "A flow file is one JSON object. Import a file that the canvas exported.",
  ),
  "flow.schema_version": fault(
    "文件格式是“{found}”，本系统只读 {wanted}。请用相符的版本导出。",
    'The file has format "{found}"; this product reads {wanted}. Export it with a matching version.',
  ),
  "flow.too_large": fault(
    "文件太大（超过 {max} 个值）。请拆成几个流程。",
    "The file is too large (over {max} values). Split it into several flows.",
  ),
  "flow.forbidden_key": fault("键名“{key}”不允许使用，请改名。", 'The key "{key}" is not allowed; rename it.'),
  "flow.unknown_key": fault(
    "不认识的键“{key}”。请删除或检查拼写。",
    'Unknown key "{key}". Remove it or check its spelling.',
  ),
  "flow.missing_key": fault("缺少“{key}”，请补上。", '"{key}" is missing; add it.'),
  "flow.unreachable_node": fault(
    "没有触发节点能走到这里。请连线或删除这个节点。",
    "No trigger leads here. Connect this step or delete it.",
  ),
  "flow.instant_cycle_across": fault(
    "与已发布的流程构成没有等待的循环：{nodes}。请放一个等待节点或去掉其中一环。",
    "Together with published flows this is a loop without a wait: {nodes}. Put a wait into it or break it.",
  ),
  "flow.unknown_zone": fault(
    "不认识的时区“{zone}”。请用 Asia/Shanghai 这样的名称。",
    'Unknown time zone "{zone}". Use a name such as Asia/Shanghai.',
  ),
  "flow.past_date": fault(
    "{date} 已经过去。请改成以后的时间。",
    "{date} has already passed. Choose a time in the future.",
  ),
  "flow.start_self": fault("流程不能启动自己。请选择另一个流程。", "A flow cannot start itself. Choose another flow."),
  "flow.unknown_flow": fault(
    "没有编号为“{id}”的流程。请选择已有的流程。",
    'There is no flow "{id}". Choose an existing one.',
  ),
  "duration.zero": fault(
    "“{key}”的时长为零。请填大于零的时长，例如 P1D。",
    '"{key}" is a duration of zero. Give one above zero, such as P1D.',
  ),
  "duration.too_long": fault(
    "“{key}”的时长 {value} 太长，最多 {max}。",
    '"{key}" is too long with {value}; the most is {max}.',
  ),
  "event.unknown_type": fault(
    "不认识的事件“{type}”。请选择内置事件，或用 custom.名称。",
    'Unknown event "{type}". Choose a built-in one or name it custom.<name>.',
  ),
  "attribute.unknown": fault(
    "品牌设置里没有属性“{name}”。请先在设置中添加。",
    'The brand settings have no attribute "{name}". Add it there first.',
  ),
  "attribute.value_type": fault(
    "属性“{name}”需要{wanted}，这里是{found}。",
    'Attribute "{name}" takes {wanted}, here it gets {found}.',
  ),
  "assign.unknown_advisor": fault(
    "没有编号为“{id}”的顾问。请选择在职顾问。",
    'There is no advisor "{id}". Choose an existing one.',
  ),
  "assign.unknown_pool": fault("没有名为“{name}”的分组。请选择已有分组。", 'There is no pool "{name}". Choose one.'),
} as const;
