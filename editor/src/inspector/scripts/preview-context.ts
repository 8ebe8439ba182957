import type { TemplateFacts } from "@sopflow/engine/core";
import { createContext, useContext } from "react";

/** For whom texts are shown filled in. */
export interface Preview {
  readonly facts: TemplateFacts;
  readonly advisorName: string;
  /** Whose data it is; undefined = made up. */
  readonly customerName: string | undefined;
  /** Moment that is looked at, epoch ms. */
  readonly at: number;
  /** Chooses a real customer, or the made-up one again. Absent where none can be had. */
  readonly choose?: (customer: { readonly id: string; readonly name: string } | undefined) => void;
  /** A chosen customer is on the way, or could not be had. */
  readonly waiting?: "loading" | "failed";
}

const DAY_MS = 86_400_000;

/** Someone who has most of what a text may ask for. */
export const samplePreview = (now: number): Preview => ({
  at: now,
  advisorName: "小李",
  customerName: undefined,
  facts: {
    customer: {
      id: "c-1",
      name: "王芳",
      salutation: "王姐",
      channel: "包裹卡",
      stage: "已承接",
      tier: "中",
      tags: ["白领女性"],
      friendSince: now - 6 * DAY_MS,
      createdAt: now - 6 * DAY_MS,
      attributes: {},
      orders: {
        count: 2,
        spend: 59_800,
        averageSpend: 29_900,
        firstAt: now - 60 * DAY_MS,
        lastAt: now - 20 * DAY_MS,
        last: { id: "A1001", at: now - 20 * DAY_MS, amount: 29_900, quantity: 2, skus: ["即食燕窝"] },
      },
      activity: { daysSince: 3, lastAt: now - 3 * DAY_MS },
      replenish: { daysLeft: 9, dueAt: now + 9 * DAY_MS },
    },
    enrollment: { flowId: "", version: 1, enteredAt: now - DAY_MS, entry: {} },
    now: { at: now },
  },
});

export const PreviewContext = createContext<Preview>(samplePreview(0));
export const usePreview = (): Preview => useContext(PreviewContext);
