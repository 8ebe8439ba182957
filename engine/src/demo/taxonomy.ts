import type { Taxonomy } from "@sopflow/schemas";
import { DEMO_CHANNELS, PRICE_BAND_TAGS } from "./channels.js";

type Group = Taxonomy["groups"][number];
type Details = Partial<Omit<Group, "id" | "name" | "tags">>;

const group = (id: string, name: string, tags: readonly string[], details: Details = {}): Group => ({
  id,
  name,
  tags: [...tags],
  exclusive: false,
  automatic: false,
  syncToWecom: false,
  ...details,
});

const STATE = { exclusive: true, automatic: true } as const;
const WECOM = { syncToWecom: true } as const;

/** The demo brand's tags: automatic ones from what is known, ones that people set, and ones that end by themselves. */
export const DEMO_TAXONOMY: Taxonomy = {
  groups: [
    group("channel", "渠道", Object.values(DEMO_CHANNELS), { ...STATE, ...WECOM }),
    group("entry-price", "入口价格带", PRICE_BAND_TAGS, STATE),
    group(
      "activity",
      "活跃度",
      ["3天活跃", "7天活跃", "14天活跃", "沉默", "沉默31-90天", "沉默90天以上", "从未互动"],
      STATE,
    ),
    group("purchase", "购买", ["未购", "公域已购", "私域首单", "复购2", "复购3+"], { ...STATE, ...WECOM }),
    group("recency", "最近购买", ["30天内购买", "31-60天前购买", "61-90天前购买", "90天前购买"], STATE),
    group("cycle", "周期", ["周期20天内", "周期21-40天", "周期41-70天", "周期70天以上"], STATE),
    group("stock", "余量", ["余量充足", "余量10天内", "余量3天内", "断货", "断货30天以上"], STATE),
    group("binding", "绑单", ["已绑单", "未绑单"], { exclusive: true }),
    group("onboarding", "承接", ["已建档", "未破冰"]),
    group(
      "persona",
      "人群",
      ["备孕", "孕早", "孕中", "孕晚", "产后哺乳", "孕产", "老人", "白领女性", "家庭购置"],
      WECOM,
    ),
    group("taker", "服用人", ["本人服用", "为长辈买", "为孩子买", "为爱人买"]),
    group("purpose", "目的", ["调理肠胃", "补钙护骨", "养颜美肤", "提升免疫", "补气血", "控制体重"]),
    group("dose", "服用频次", ["每天按量", "隔天服用", "加量服用", "想起才吃"], { exclusive: true }),
    group("taboo", "忌口与不适", ["有忌口", "乳糖不耐", "海鲜过敏", "控糖", "肠胃敏感"]),
    group("topic", "话题", ["聊孩子", "聊养生", "聊美食", "聊运动"]),
    group("time", "方便时段", ["上午方便", "午休方便", "晚上方便"], { exclusive: true }),
    group("intent", "意向", ["高意向", "中意向", "低意向"], { exclusive: true, expireDays: 30 }),
    group("doubt", "顾虑", ["嫌贵", "疑功效", "问家人", "有存货", "别处买了"], { expireDays: 60 }),
    group("campaign", "活动", ["活动中", "活动已报名", "活动已买"], { expireDays: 30 }),
    group("interaction", "互动", ["看过直播", "爱看直播", "常看朋友圈", "爱点链接", "夸赞"], { expireDays: 30 }),
    group("follow-up", "跟进", ["首单未转化", "断货未补", "已唤醒", "唤醒未果"], { expireDays: 60 }),
    group("service", "服务状态", ["勿扰", "售后中", "不适"]),
  ],
};
