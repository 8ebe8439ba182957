import type { DemoChannel } from "./channels.js";
import { DAY_MS, HOUR_MS, humanTime, instantText, MINUTE_MS } from "./local-clock.js";
import { makeName } from "./names.js";
import { PERSONAS, type Persona } from "./personas.js";
import type { DemoSku } from "./products.js";
import { createRandom, type Random, type Weighted } from "./random.js";
import { DEMO_ADVISORS } from "./settings.js";

export type Loyalty = "loyal" | "occasional" | "once";
export type Thrift = "low" | "mid" | "high";

/** Who a made-up customer is; the stories say what it does. */
export interface Person {
  readonly id: string;
  readonly random: Random;
  readonly name: string;
  readonly salutation: string;
  readonly persona: Persona;
  readonly channel: DemoChannel;
  readonly advisorId: string;
  readonly loyalty: Loyalty;
  /** How much a lower price counts: who is 高 in price sensitivity waits for the campaigns. */
  readonly thrift: Thrift;
  /** Portions a day; 1 = as the pack says. */
  readonly dose: number;
  /** Own rhythm: how long a pack lasts against what the pack says. */
  readonly pace: number;
  /** 0 silent … 1 talks and clicks a lot. */
  readonly engagement: number;
  /** First contact: the first order where a package card brought the customer, else the friendship. */
  readonly reachedAt: number;
  /** When it ends the friendship; infinite for most. */
  readonly leavesAt: number;
  /** What it buys first. */
  readonly sku: DemoSku;
  readonly identities: { readonly external_userid: string; readonly member: string };
  readonly birthday: string;
  readonly city: string;
}

/** The time that the demo tells. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

const CHANNELS: readonly [Weighted<DemoChannel>, ...Weighted<DemoChannel>[]] = [
  ["package-card", 55],
  ["live", 20],
  ["store", 15],
  ["referral", 10],
];
const LOYALTIES: readonly [Weighted<Loyalty>, ...Weighted<Loyalty>[]] = [
  ["loyal", 35],
  ["occasional", 40],
  ["once", 25],
];
const THRIFTS: readonly [Weighted<Thrift>, ...Weighted<Thrift>[]] = [
  ["low", 25],
  ["mid", 50],
  ["high", 25],
];
const DOSES: readonly [Weighted<number>, ...Weighted<number>[]] = [
  [1, 84],
  [0.5, 9],
  [2, 7],
];
const CITIES = [
  "上海",
  "杭州",
  "苏州",
  "南京",
  "成都",
  "武汉",
  "广州",
  "深圳",
  "北京",
  "西安",
  "长沙",
  "青岛",
] as const;
/** The brand's first three weeks bring the customers it already had. */
const OPENING_DAYS = 21;
const OPENING_SHARE = 0.5;
const LEAVING_SHARE = 0.05;

/** Invents the customer of a number. Advisors take turns in blocks of four, so that their loads stay even. */
export function makePerson(seed: number, index: number, period: Period): Person {
  const random = createRandom(seed, `person ${index}`);
  const persona = random.weighted(PERSONAS);
  const { name, salutation } = makeName(random, random.chance(persona.femaleShare), random.chance(persona.closeShare));
  const days = (period.until - period.from) / DAY_MS;
  const day = random.chance(OPENING_SHARE) ? random.between(0, Math.min(OPENING_DAYS, days)) : random.between(0, days);
  const wanted = humanTime(random, period.from + day * DAY_MS);
  const reachedAt = Math.max(period.from + HOUR_MS, Math.min(wanted, period.until - MINUTE_MS));
  const number = String(index + 1).padStart(5, "0");
  return {
    id: `demo-${number}`,
    random,
    name,
    salutation,
    persona,
    channel: random.weighted(CHANNELS),
    advisorId: advisorOf(seed, index),
    loyalty: random.weighted(LOYALTIES),
    thrift: random.weighted(THRIFTS),
    dose: random.weighted(DOSES),
    pace: random.normal(1, 0.08),
    engagement: random.next() ** 2,
    reachedAt,
    leavesAt: random.chance(LEAVING_SHARE) ? reachedAt + random.between(6, 70) * DAY_MS : Number.POSITIVE_INFINITY,
    sku: random.weighted(persona.skus),
    identities: demoIdentities(number),
    birthday: instantText(period.until - random.int(persona.age[0] * 365, persona.age[1] * 365) * DAY_MS).slice(0, 10),
    city: random.pick(CITIES),
  };
}

/** What WeCom and the shop call the customer `demo-<number>`. */
export const demoIdentities = (number: string): Person["identities"] => ({
  external_userid: `wmDEMO${number}`,
  member: `M${number}`,
});

function advisorOf(seed: number, index: number): string {
  const count = DEMO_ADVISORS.length;
  const turn = createRandom(seed, `advisors ${Math.floor(index / count)}`).int(0, count - 1);
  return (DEMO_ADVISORS[(index + turn) % count] ?? DEMO_ADVISORS[0]).id;
}
