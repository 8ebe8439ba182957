import type { Texts } from "./texts.js";

const ZH = {
  stopped: "步骤“{step}”已停止发出任务",
  stoppedText: "{when}，一小时内发出 {count} 个，预期 {forecast} 个。到了这一步的客户留在原处；解除后继续发出。",
  release: "解除停止",
  released: "已解除，等候的任务将陆续发出",
  releaseFailed: "没能解除",
  arms: "实验对比",
  armsHint: "转化率只算目标期限已过的进入，按进入日。区间为 95%。同一位客户多次进入各算一次。",
  arm: "分组",
  entries: "进入",
  reached: "达成",
  rate: "转化率",
  lift: "与“{base}”相比",
  holdout: "对照",
  running: "其中 {count} 次未到期",
  noGoal: "流程没有设目标，无法对比。在流程设置里添加目标后再发布。",
  none: "暂无到期的数据",
  version: "版本 {version}",
} as const;

const EN: Readonly<Record<keyof typeof ZH, string>> = {
  stopped: 'Step "{step}" was stopped',
  stoppedText:
    "{when}: {count} tasks within an hour where {forecast} were expected. Customers who come to it stay where they are; releasing it sends their tasks out.",
  release: "Release the step",
  released: "Released; the tasks that waited go out now",
  releaseFailed: "The step could not be released",
  arms: "Experiment",
  armsHint:
    "Conversion counts only entries whose goal windows are over, by day of entry. Intervals are 95 %. A customer who entered twice counts twice.",
  arm: "Arm",
  entries: "Entries",
  reached: "Reached",
  rate: "Conversion",
  lift: 'Against "{base}"',
  holdout: "Holdout",
  running: "{count} of them not due yet",
  noGoal: "The flow has no goal to compare by. Add one in its settings and publish.",
  none: "Nothing is due yet",
  version: "Version {version}",
};

export type WatchText = keyof typeof ZH;
/** What the flow page says of stopped steps and of experiments. */
export const WATCH_TEXTS: Texts<WatchText> = { zh: ZH, en: EN };
