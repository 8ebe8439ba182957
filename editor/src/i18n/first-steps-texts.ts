import type { Texts } from "./texts.js";

const ZH = {
  title: "开始使用",
  text: "按顺序做完这几件事，第一条流程就能带着真实客户跑起来。做完一件会自动打勾。",
  progress: "已完成 {done} / {total}",
  done: "已完成：",
  hide: "不再显示",
  brand: "写上品牌名称，核对联系策略",
  "brand.text": "顾问什么时段能联系客户、最多多频繁，全品牌统一，流程只能更严。",
  "brand.go": "品牌",
  "brand.policy": "联系策略",
  products: "添加商品",
  "products.text": "每个商品一份能用多少天，补货提醒靠它推算。",
  "products.go": "商品",
  advisors: "添加顾问",
  "advisors.text": "流程把任务派给顾问。没有顾问，任务就没有人做。",
  "advisors.go": "顾问",
  history: "导入历史客户和订单",
  "history.text": "先停下服务，运行下面的命令，再启动。也可以建一个密钥，让店铺系统把事件发到 /v1/events。",
  "history.go": "访问与密钥",
  flow: "发布第一条流程",
  "flow.text": "点「新建流程」。最快的是从模板「欢迎新好友」开始：三个节点，改改话术就能发布。",
} as const;

const EN: Readonly<Record<keyof typeof ZH, string>> = {
  title: "Getting started",
  text: "Do these in order, and your first flow runs with real customers. Each is ticked off by itself.",
  progress: "{done} of {total} done",
  done: "Done: ",
  hide: "Do not show again",
  brand: "Name the brand and look at the contact policy",
  "brand.text": "When customers may be contacted and how often, in the whole brand. Flows can only be stricter.",
  "brand.go": "Brand",
  "brand.policy": "Contact policy",
  products: "Add products",
  "products.text": "How many days a pack lasts is what replenishment is predicted from.",
  "products.go": "Products",
  advisors: "Add advisors",
  "advisors.text": "Flows hand their tasks to advisors. Without one nobody does them.",
  "advisors.go": "Advisors",
  history: "Import customers and orders of the past",
  "history.text":
    "Stop the server, run the command below, and start it again. Or make a key, and let your shop post its events to /v1/events.",
  "history.go": "Access and keys",
  flow: "Publish the first flow",
  "flow.text":
    'Press "New flow". The fastest way is the template "Welcome a new friend": three steps, ready once the words are yours.',
};

/** What a brand of one's own does first. */
export const FIRST_STEPS_TEXTS: Texts<keyof typeof ZH> = { zh: ZH, en: EN };
