import type { DemoSku } from "./products.js";
import type { Weighted } from "./random.js";

/** A kind of customer: what it buys, how it is addressed, and what an advisor learns of it. */
export interface Persona {
  /** Tags of the group 人群. */
  readonly tags: readonly string[];
  readonly label: string;
  readonly femaleShare: number;
  /** Share that is addressed as 姐 rather than 女士. */
  readonly closeShare: number;
  readonly skus: readonly [Weighted<DemoSku>, ...Weighted<DemoSku>[]];
  readonly purposes: readonly [string, ...string[]];
  readonly takers: readonly [string, ...string[]];
  readonly times: readonly [string, ...string[]];
  readonly age: readonly [least: number, most: number];
  /** Expects a child: has a due date so many days around now. */
  readonly dueInDays?: readonly [least: number, most: number];
}

export const PERSONAS: readonly [Weighted<Persona>, ...Weighted<Persona>[]] = [
  [
    {
      tags: ["白领女性"],
      label: "白领女性",
      femaleShare: 1,
      closeShare: 0.25,
      skus: [
        ["collagen-14", 4],
        ["birdnest-10", 2],
        ["probiotic-30", 3],
        ["ejiao-20", 2],
        ["protein-20", 1],
        ["trial-7", 1],
      ],
      purposes: ["养颜美肤", "调理肠胃", "补气血", "控制体重"],
      takers: ["本人服用"],
      times: ["午休方便", "晚上方便"],
      age: [24, 42],
    },
    30,
  ],
  [
    {
      tags: ["孕产", "孕中"],
      label: "孕期",
      femaleShare: 1,
      closeShare: 0.1,
      skus: [
        ["dha-30", 5],
        ["folate-40", 3],
        ["calcium-45", 3],
        ["birdnest-10", 1],
        ["trial-7", 1],
      ],
      purposes: ["补钙护骨", "提升免疫"],
      takers: ["本人服用"],
      times: ["上午方便", "晚上方便"],
      age: [24, 38],
      dueInDays: [20, 190],
    },
    16,
  ],
  [
    {
      tags: ["孕产", "产后哺乳"],
      label: "产后哺乳",
      femaleShare: 1,
      closeShare: 0.1,
      skus: [
        ["dha-30", 3],
        ["calcium-45", 3],
        ["lactoferrin-30", 3],
        ["ejiao-20", 2],
      ],
      purposes: ["补气血", "提升免疫", "补钙护骨"],
      takers: ["本人服用", "为孩子买"],
      times: ["上午方便", "晚上方便"],
      age: [25, 38],
    },
    12,
  ],
  [
    {
      tags: ["老人"],
      label: "老人",
      femaleShare: 0.62,
      closeShare: 0.6,
      skus: [
        ["milk-25", 5],
        ["joint-30", 4],
        ["calcium-45", 2],
        ["protein-20", 1],
      ],
      purposes: ["补钙护骨", "提升免疫"],
      takers: ["本人服用"],
      times: ["上午方便"],
      age: [56, 74],
    },
    18,
  ],
  [
    {
      tags: ["家庭购置"],
      label: "家庭购置",
      femaleShare: 0.7,
      closeShare: 0.35,
      skus: [
        ["probiotic-30", 4],
        ["lactoferrin-30", 2],
        ["milk-25", 2],
        ["joint-30", 1],
        ["protein-20", 2],
        ["trial-7", 1],
      ],
      purposes: ["调理肠胃", "提升免疫"],
      takers: ["为长辈买", "为孩子买", "为爱人买"],
      times: ["午休方便", "晚上方便"],
      age: [30, 52],
    },
    24,
  ],
];
