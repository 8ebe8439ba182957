import { fault } from "./entry.js";

/** Why an edit of a flow is refused while it is drawn: what the rules of an editor need of the table, without the rest. */
export const EDIT_CODES = {
  "flow.bad_value": fault("“{key}”的值不对：{problem}。", 'The value of "{key}" is wrong: {problem}.'),
  "flow.duplicate_id": fault(
    "{what}的编号“{id}”重复。请改成不同的编号。",
    'Two {what} have the id "{id}". Give each its own.',
  ),
  "flow.no_trigger": fault(
    "流程没有启用的触发节点，没有人能进入。请添加一个触发节点。",
    "The flow has no enabled trigger, so nobody can enter. Add one.",
  ),
  "flow.instant_cycle": fault(
    "{nodes} 构成没有等待的循环，会无休止地转。请在其中放一个等待节点。",
    "{nodes} form a loop without a wait and would run for ever. Put a wait into it.",
  ),
  "edge.unknown_source": fault(
    "连线从不存在的节点“{node}”出发。请删除这条线。",
    'The edge starts at a node "{node}" that does not exist. Delete the edge.',
  ),
  "edge.unknown_target": fault(
    "连线指向不存在的节点“{node}”。请删除这条线。",
    'The edge leads to a node "{node}" that does not exist. Delete the edge.',
  ),
  "edge.unknown_port": fault(
    "节点“{node}”没有出口“{port}”，它有：{ports}。请重新连线。",
    'Node "{node}" has no port "{port}"; it has: {ports}. Connect the edge again.',
  ),
  "edge.port_taken": fault(
    "节点“{node}”的出口“{port}”有两条线，只能有一条。请删除一条。",
    'Port "{port}" of node "{node}" has two edges; it carries one. Delete one.',
  ),
  "edge.into_trigger": fault(
    "触发节点“{node}”没有入口。请把线接到别的节点。",
    'Trigger "{node}" takes no input. Lead the edge to another node.',
  ),
  "edge.out_of_exit": fault(
    "退出节点“{node}”之后不会再走。请删除这条线。",
    'Nothing follows the exit node "{node}". Delete the edge.',
  ),
  "edge.out_of_holdout": fault(
    "对照组“{port}”不接任何动作，只观察目标。请删除这条线。",
    'Holdout "{port}" leads nowhere; its people are only watched. Delete the edge.',
  ),
} as const;
