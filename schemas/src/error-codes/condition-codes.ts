import { fault } from "./entry.js";

/** Faults of conditions. The first ten come from the shape check, the others need the place and the fact table. */
export const CONDITION_CODES = {
  "condition.not_object": fault("条件应是一个对象。请重新选择条件。", "A condition is an object. Choose it again."),
  "condition.several_groups": fault(
    "一个对象里只能有 all、any、not 之一。请拆成嵌套的组。",
    "An object holds only one of all, any, not. Nest one group inside the other.",
  ),
  "condition.empty_any": fault(
    "“满足任一”里没有条件。请加一个条件或删除这一组。",
    "This any group is empty. Add a condition or delete the group.",
  ),
  "condition.too_deep": fault("条件嵌套超过 32 层。请简化。", "Conditions nest deeper than 32 levels. Simplify them."),
  "condition.not_list": fault("all 和 any 需要一个列表。", "all and any take a list of conditions."),
  "condition.root_not_group": fault(
    "最外层应是 all、any 或 not。请把条件放进 all。",
    "The outermost part is all, any or not. Put the condition into all.",
  ),
  "condition.unknown_key": fault(
    "条件里不认识的键“{key}”。请删除或检查拼写。",
    'Unknown key "{key}" in a condition. Remove it or check its spelling.',
  ),
  "condition.fact_missing": fault("条件没有选择事实。请选择要比较的内容。", "The condition names no fact. Choose one."),
  "condition.bad_path": fault(
    "路径“{path}”不对。请写成 $.orders.count 这样的点号路径。",
    'The path "{path}" is wrong. Write a dotted one such as $.orders.count.',
  ),
  "condition.unknown_operator": fault(
    "不认识的运算符“{operator}”。请从列表中选择。",
    'Unknown operator "{operator}". Choose one from the list.',
  ),
  "condition.bad_value": fault(
    "条件的值不对。请填文本、数字、是否、它们的列表，或另一个事实。",
    "The value is wrong. Give a text, number, boolean, a list of these, or another fact.",
  ),
  "condition.reserved_fact": fault(
    "“{fact}”由系统添加，不能手写。请删除这个条件。",
    '"{fact}" is added by the compiler and may not be written by hand. Delete this condition.',
  ),
  "condition.unknown_fact": fault(
    "不认识的事实“{fact}”。可用：{facts}。",
    'Unknown fact "{fact}". There are: {facts}.',
  ),
  "condition.fact_not_allowed": fault(
    "这里不能用事实“{fact}”。可用：{facts}。",
    'The fact "{fact}" is not at hand here. Use: {facts}.',
  ),
  "condition.unknown_path": fault(
    "事实“{fact}”没有“{path}”。请从列表中选择。",
    'The fact "{fact}" has no "{path}". Choose one from the list.',
  ),
  "condition.operator_not_for": fault(
    "“{operator}”不能用于{kind}“{path}”。请换一个运算符。",
    '"{operator}" does not go with {path}, which is {kind}. Choose another operator.',
  ),
  "condition.value_type": fault(
    "“{path}”要与{wanted}比较，这里是{found}。请改正这个值。",
    "{path} is compared with {wanted}, here with {found}. Correct the value.",
  ),
  "condition.unknown_value": fault(
    "“{path}”没有“{value}”这个值，只有：{values}。",
    '{path} is never "{value}". It is one of: {values}.',
  ),
} as const;

/** Faults of templates in texts. */
export const TEMPLATE_CODES = {
  "template.unclosed": fault("“{{”没有对应的“}}”。请补上或删除。", 'A "{{" is not closed. Add "}}" or delete it.'),
  "template.bad_syntax": fault(
    '看不懂“{text}”。请写成 {{customer.name}} 或 {{customer.name | default:"…"}}。',
    'Cannot read "{text}". Write {{customer.name}} or {{customer.name | default:"…"}}.',
  ),
  "template.unknown_filter": fault(
    "没有名为“{filter}”的格式。可用：{filters}。",
    'There is no filter "{filter}". Use: {filters}.',
  ),
  "template.unknown_variable": fault(
    "没有名为“{variable}”的变量。请从列表中选择。",
    'There is no variable "{variable}". Choose one from the list.',
  ),
  "template.maybe_missing": fault(
    '“{variable}”可能没有值。请加默认文字：{{{variable} | default:"…"}}。',
    '"{variable}" may be missing. Add a default: {{{variable} | default:"…"}}.',
  ),
  "template.filter_type": fault(
    "“{filter}”需要{wanted}，而“{variable}”是{found}。请换一个格式。",
    '"{filter}" takes {wanted}, but "{variable}" is {found}. Choose another filter.',
  ),
} as const;
