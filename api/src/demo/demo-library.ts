import type { Store } from "@sopflow/engine";
import type { LibraryBody } from "@sopflow/schemas";
import { createLibrary } from "../desk/library.js";

/** Who the library names as the maker of the demo's items. */
const BY = "demo";

type DemoItem = Omit<LibraryBody, "visibility"> & { readonly id: string; readonly visibility?: string };

const item = (
  id: string,
  folder: string,
  title: string,
  text: string,
  more: Partial<Omit<DemoItem, "id">> = {},
): DemoItem => ({
  id: `demo-${id}`,
  kind: "text",
  folder,
  title,
  text,
  ...more,
});
const SHOP = "https://shop.example.com";
const APP = { kind: "miniprogram", appId: "wx0123456789abcdef" } as const;

/** Words and materials as a brand of food supplements would have them: no promise of a cure, always a next step. */
export const DEMO_LIBRARY: readonly DemoItem[] = [
  item(
    "hello-card",
    "加好友",
    "包裹卡加好友后的第一句",
    "您好，我是您的专属营养顾问，收到包裹了吗？\n先拍一张产品背面的批号发我，我帮您登记售后和补货提醒，以后有问题直接在这里找我就好。",
  ),
  item(
    "hello-need",
    "加好友",
    "问需求：给谁吃、最想改善什么",
    "想先了解一下，这次是自己吃还是给家里人准备的？最近最想改善的是睡眠、肠胃还是精神状态？\n我按您的情况说怎么搭配，不合适的也会直接告诉您。",
  ),
  item(
    "usage-start",
    "用法用量",
    "首次使用：什么时候吃、怎么吃",
    "第一周建议这样吃：\n1. 早餐后半小时，温水送服；\n2. 先按半量吃三天，肠胃没有不舒服再加到全量；\n3. 和药物间隔两小时以上。\n三天后我来问问您的感受。",
  ),
  item(
    "usage-missed",
    "用法用量",
    "漏吃了怎么办",
    "漏一两天没关系，不用补双倍，第二天照常吃就好。\n要是经常忘，可以把它和早餐放在一起，或者我每天早上提醒您一声？",
  ),
  item(
    "unwell",
    "售后",
    "吃了不舒服（先停、先关心）",
    "先别着急，今天开始先停一停，多喝温水。\n方便说一下吃了多久、每次几份、还在吃别的什么吗？我马上请营养师看一下，如果症状明显，请及时就医。",
  ),
  item(
    "price",
    "异议",
    "觉得贵：算到每一天",
    "理解，第一次买都会想想。一盒 30 天的量，摊到每天不到一杯奶茶的钱。\n您可以先拿一盒试一个周期，吃完再决定要不要继续，我不催您。",
  ),
  item(
    "effect",
    "异议",
    "问多久见效（不承诺疗效）",
    "它是膳食补充，不能代替药物，每个人的感受也不一样。\n多数客户会在坚持两到四周后和我聊变化。我建议您记一下每天的睡眠和精神，两周后我们一起看。",
  ),
  item(
    "run-out",
    "复购",
    "快吃完了：提醒补货",
    "算了一下，您手上的大概还能吃一周左右。\n要不要今天帮您安排发货？中间不断，前面的坚持才不浪费。地址还是上次那个对吗？",
  ),
  item(
    "birthday",
    "关怀",
    "生日祝福（不带销售）",
    "今天是您的生日，祝您新的一岁身体健健康康，吃得香、睡得好！\n给您准备了一份小礼物，随下一个包裹寄出，不用做任何事。",
    { visibility: "pool:default" },
  ),
  item("guide", "素材", "30 天营养打卡指南", "我把每天吃什么、记什么都写在里面了，照着做就行。", {
    kind: "link",
    url: `${SHOP}/guide/30-days`,
  }),
  item("report", "素材", "第三方检测报告", "每一批都送检，这是最近一批的报告，您可以放心看。", {
    kind: "link",
    url: `${SHOP}/reports/latest`,
  }),
  item("shop", "素材", "会员商城：补货入口", "点开就是上次买的那款，会员价已经帮您领好了。", {
    ...APP,
    url: "pages/goods/again",
  }),
  item("assess", "素材", "三分钟营养测评", "做完把结果截图发我，我按结果给您搭配。", {
    ...APP,
    url: "pages/assess/index",
  }),
];

/** What each advisor has marked with a star. */
const LIKED: Readonly<Record<number, readonly string[]>> = {
  0: ["demo-usage-start", "demo-run-out", "demo-shop"],
  1: ["demo-hello-need", "demo-price"],
  2: ["demo-effect", "demo-report", "demo-run-out"],
  3: ["demo-hello-card"],
};

/** Fills the library; doing it twice makes no second copy. What somebody has changed since is put back: ask before. */
export async function seedLibrary(store: Pick<Store, "records" | "brand">, at: number): Promise<void> {
  const library = createLibrary(store);
  for (const { id, ...body } of DEMO_LIBRARY) {
    await library.keep({ visibility: "all", ...body, id, by: BY, updatedAt: at });
  }
  const advisors = await store.brand.advisors();
  for (const [i, { id, pools }] of advisors.entries()) {
    for (const itemId of LIKED[i] ?? []) await library.like(itemId, { userId: id, pools, isLead: false }, true);
  }
}
