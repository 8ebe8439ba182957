import { each, known, sensitivity, tagged } from "./scenario-shapes.testkit.js";
import type { Happening, Scenario } from "./template-player.testkit.js";

const card = (priceBand?: string): Happening => ({
  event: "friend.added",
  props: { channel: "package-card", advisorId: "advisor-1", ...(priceBand === undefined ? {} : { priceBand }) },
});
const NORMAL = { enter: card("100-499") };
const HIGH = { enter: card("over-2000") };
const LEFT_ALONE = { "do-not-disturb": "do_not_disturb" };
const talk = { replied: "completed", silent: "silent", "after-sale": "after-sale", removed: "removed", ...LEFT_ALONE };
const FULL = { user: "本人", purpose: "作息不规律", dose: 2, taboos: "无" };
const profiled = (fields: Record<string, string | number>) => ({ take: "profile:full", fields });
const IDENTITY: Happening = { event: "profile.changed", props: { identities: { member: "member-1" } } };

const bands: Scenario[] = ["under-100", "100-499", "500-999", "1000-1999", "over-2000"].map((band) => ({
  title: `a card of band ${band} is tagged so`,
  enter: card(band),
  route: [],
  through: ["welcomed", "welcome", "tag-channel", "band", `band-${band}`, "listen"],
  ends: "silent",
}));

const users: Scenario[] = [
  ["本人", "tag-self"],
  ["爸妈", "tag-elder"],
  ["孩子", "tag-family"],
  ["孕妈", "tag-mom"],
  ["同事", ""],
].map(([user = "", node = ""]) => ({
  ...NORMAL,
  title: `the profile says it is for ${user}`,
  route: ["ice-break:replied", profiled({ ...FULL, user })],
  through: ["save-full", "who", ...(node ? [node] : []), "taboo", "bound-check"],
  ends: "completed",
}));

export const PACKAGE_CARD_INTAKE: readonly Scenario[] = [
  ...bands,
  ...users,
  {
    title: "the band comes from the last order where the card tells none",
    history: [{ event: "order.paid", props: { orderId: "order-1", amount: 128_000 } }],
    enter: card(),
    route: ["ice-break-high:replied"],
    through: ["band-1000-1999", "ice-break-high"],
    ends: "completed",
  },
  {
    ...NORMAL,
    title: "a welcome that went out by itself is not asked of the advisor again",
    route: ["welcomed:sent"],
    through: ["welcomed", "tag-channel"],
    ends: "silent",
  },
  {
    ...NORMAL,
    title: "a welcome that could not be sent is the advisor's to say",
    route: ["welcomed:failed"],
    through: ["welcomed", "welcome", "tag-channel"],
    ends: "silent",
  },
  { title: "without a band nothing is tagged", enter: card(), route: [], through: ["band", "listen"], ends: "silent" },
  {
    ...NORMAL,
    title: "everything goes well, from the first words to 已承接",
    route: ["listen:spoke", "ice-break:replied", profiled({ ...FULL, taboos: "海鲜过敏" }), "bind:bound"],
    through: [
      "ice-break",
      "profile",
      "save-full",
      "who",
      "tag-self",
      "taboo",
      "tag-taboo",
      "bind",
      "tag-bound",
      "intaken",
      "promise",
    ],
    ends: "completed",
  },
  ...each({ ...NORMAL, route: [] }, "ice-break", { ...talk, skipped: "silent", expired: "silent" }),
  ...each({ ...HIGH, route: [] }, "ice-break-high", { ...talk, skipped: "silent", expired: "silent" }),
  ...each({ ...NORMAL, route: ["ice-break:silent"] }, "wait-reply", { replied: "completed", timeout: "silent" }),
  ...each({ ...NORMAL, route: ["wait-reply:timeout"] }, "next-day", { ...talk, skipped: "silent", expired: "silent" }),
  ...each({ ...NORMAL, route: ["next-day:silent"] }, "wait-reply-2", { replied: "completed", timeout: "silent" }),
  ...each({ ...HIGH, route: ["next-day:silent", "wait-reply-2:timeout"] }, "call", {
    answered: "completed",
    unanswered: "silent",
    refused: "silent",
    invalid: "silent",
    "after-sale": "after-sale",
    skipped: "silent",
    expired: "silent",
  }),
  ...each({ ...NORMAL, route: ["ice-break:after-sale"] }, "after-sale", {
    solved: "completed",
    open: "after-sale",
    skipped: "after-sale",
    expired: "after-sale",
  }),
  ...each({ ...NORMAL, route: ["ice-break:replied"] }, "profile", {
    partial: "completed",
    silent: "completed",
    refused: "completed",
    skipped: "completed",
    expired: "completed",
    ...LEFT_ALONE,
  }),
  ...each({ ...NORMAL, route: ["ice-break:replied", "profile:silent"] }, "wait-answer", {
    replied: "completed",
    timeout: "completed",
  }),
  ...each({ ...NORMAL, route: ["ice-break:replied", "profile:refused"] }, "bind", {
    bound: "completed",
    later: "completed",
    refused: "completed",
    skipped: "completed",
    expired: "completed",
    ...LEFT_ALONE,
  }),
  {
    ...NORMAL,
    title: "the order is bound two days after it was asked for",
    route: ["ice-break:replied", "profile:refused", "bind:later", { take: "wait-bind:met", by: IDENTITY }],
    through: ["wait-bind", "tag-bound", "intaken"],
    ends: "completed",
  },
  {
    ...NORMAL,
    title: "nothing comes within three days of the promise to bind",
    route: ["ice-break:replied", "profile:refused", "bind:later", "wait-bind:timeout"],
    through: ["wait-bind", "tag-unbound", "intaken"],
    ends: "completed",
  },
  {
    ...NORMAL,
    title: "who is bound already is not asked for the order",
    route: [IDENTITY, "ice-break:replied", "profile:refused"],
    through: ["bound-check", "tag-bound", "intaken"],
    ends: "completed",
  },
  {
    ...NORMAL,
    title: "a complaint ends the intake",
    route: ["ice-break:silent", { event: "complaint.opened" }],
    ends: "complaint",
  },
  ...(["high", "mid", "low"] as const).flatMap((level): Scenario[] =>
    ["为长辈买", "孕早", "白领女性"].flatMap((persona) => [
      {
        ...NORMAL,
        title: `words for ${persona}, ${level}`,
        before: known(tagged(persona), sensitivity(level)),
        route: ["next-day:replied", "profile:refused", "bind:bound"],
        ends: "completed",
      },
      {
        ...HIGH,
        title: `words for ${persona}, ${level}, of high value`,
        before: known(tagged(persona), sensitivity(level)),
        route: [],
        ends: "silent",
      },
    ]),
  ),
];
