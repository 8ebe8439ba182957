import { fault } from "./entry.js";

/** Warnings of a flow's analysis: it runs as it is, but surely or probably not as it was meant. */
export const ANALYSIS_CODES = {
  "condition.never_holds": fault(
    "这个条件不可能成立：关于{facts}的要求互相矛盾。请修改或删除其中一条。",
    "This condition can never hold: what it asks of {facts} contradicts itself. Change or remove one part.",
  ),
  "branch.case_never_reached": fault(
    "没有人会走到分支“{case}”：符合它的人都已先走了“{earlier}”。请调整顺序或条件。",
    'Nobody gets to case "{case}": all who match it take "{earlier}" first. Change the order or the conditions.',
  ),
  "branch.else_never_reached": fault(
    "“{node}”的各分支已包括所有人，没有人会走“其他”。请删除“其他”的连线，或收窄条件。",
    'The cases of "{node}" take everybody, so nobody leaves by else. Remove the edge of else or narrow a case.',
  ),
  "flow.dead_node": fault(
    "没有人会走到“{node}”：通向它的出口“{from} / {port}”不会打开。请修改前面的条件，或删除这一段。",
    'Nobody gets to "{node}": the port "{from} / {port}" before it never opens. Change that condition or delete this part.',
  ),
  "flow.hasty_loop": fault(
    "循环 {nodes} 里的等待可能马上结束或被跳过，同一个人会很快转很多圈。请加一个等待，例如 1 天。",
    "The waits of the loop {nodes} may end or be skipped at once, so one person goes round many times. Add a wait, such as one day.",
  ),
  "wait.no_purchase_exit": fault(
    "客户在“{node}”等待期间下单后，仍会收到“{task}”：流程没有“付款后退出”。请在流程设置里添加退出条件 order.paid。",
    'Whoever buys while waiting at "{node}" still gets "{task}": the flow has no exit on a purchase. Add an exit on order.paid to its settings.',
  ),
  "wait.beyond_goal": fault(
    "“{node}”要等 {length}，比目标“{goal}”的期限 {within} 还长：之后达成也不计入。请延长目标期限或缩短等待。",
    '"{node}" waits {length}, longer than the {within} of the goal "{goal}": what happens later is not counted. Extend the goal or shorten the wait.',
  ),
  "contact.over_budget": fault(
    "从“{first}”到“{node}”，最快 {span}内有 {count} 次{kind}触达，品牌上限是 {max} 次。系统会推迟超出的任务，不会多发。请拉长等待或减少任务。",
    'From "{first}" to "{node}" there may be {count} {kind} contacts within {span}; the brand allows {max}. The engine defers what is above and never sends more. Lengthen the waits or drop a task.',
  ),
  "contact.gap_short": fault(
    "“{first}”与“{node}”两次{kind}触达最快只隔{apart}，品牌要求至少隔 {gap}。系统会推迟后一个任务，不会提前发。请拉长等待。",
    'The {kind} contacts "{first}" and "{node}" may be only {apart} apart; the brand asks for {gap}. The engine defers the later one and never sends it early. Lengthen the wait.',
  ),
  "trigger.shared_audience": fault(
    "已发布的流程“{flow}”（{id}）在同一时机会进入同一批客户，他们会同时收到两边的任务。请收窄条件，或排除正在该流程中的人。",
    'The published flow "{flow}" ({id}) takes in the same people at the same moment, and they get the tasks of both. Narrow the condition, or leave out those who are in that flow.',
  ),
} as const;
