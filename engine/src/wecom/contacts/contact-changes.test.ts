import { eventInfo, postedEventSchema } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callbackActions, readCallback } from "../callbacks/index.js";
import { type ChangeContext, changeEvents, contactChanges } from "./contact-changes.js";
import {
  type ContactSnapshot,
  contactSnapshotSchema,
  snapshotOf,
  withEvent,
  withMarkedTags,
} from "./contact-snapshot.js";

const AT = 1_700_000_000_000;
const WM = "wmA1B2C3D4E5F6G7H8J9K0L1M2N3P4Q5";
const context: ChangeContext = {
  advisorOf: (userId) => userId.toLowerCase(),
  channelOf: () => "包裹卡",
  tagOf: (id) => (id.startsWith("t") ? `标签${id}` : undefined),
  at: AT + 60_000,
};

const follow = (userid: string, tags: string[] = [], more = {}) => ({
  userid,
  createtime: AT / 1_000,
  remark_mobiles: [],
  tags: tags.map((tag_id) => ({ tag_id, tag_name: tag_id, type: 1 })),
  ...more,
});
const look = (...relations: ReturnType<typeof follow>[]) =>
  snapshotOf({ external_userid: WM, name: "王姐" }, relations);
const told = (before: ContactSnapshot | undefined, after: ContactSnapshot) =>
  changeEvents(before, after, context).map(({ type, props }) => [type, props]);

describe("a look at a customer", () => {
  it("that shows nothing new posts nothing", () => {
    expect(told(look(follow("Zhang", ["t1"])), look(follow("zhang", ["t1"])))).toEqual([]);
  });

  it("is the same from either of WeCom's two interfaces", () => {
    const batch = { userid: "zhang", createtime: AT / 1_000, remark_mobiles: [], tag_id: ["t2", "t1"] };
    const personal = {
      ...follow("zhang", ["t1", "t2"]),
      tags: [{ tag_name: "own", type: 2 }, ...follow("z", ["t1", "t2"]).tags],
    };
    expect(snapshotOf({ external_userid: WM }, [batch])).toEqual(snapshotOf({ external_userid: WM }, [personal]));
    expect(contactSnapshotSchema.parse(look(follow("zhang", ["t1"])))).toEqual(look(follow("zhang", ["t1"])));
  });

  it("finds tags that a person set and took away, the synced ones only", () => {
    const before = look(follow("zhang", ["t1", "x1"]));
    expect(told(before, look(follow("zhang", ["t2", "x2"])))).toEqual([
      ["tag.removed", { tag: "标签t1", by: "wecom" }],
      ["tag.added", { tag: "标签t2", by: "wecom" }],
    ]);
  });

  it("keeps a tag that another advisor still has", () => {
    const before = look(follow("zhang", ["t1"]), follow("li", ["t1"]));
    expect(told(before, look(follow("zhang"), follow("li", ["t1"])))).toEqual([]);
    expect(told(before, look(follow("zhang"), follow("li")))).toEqual([
      ["tag.removed", { tag: "标签t1", by: "wecom" }],
    ]);
  });

  it("finds friends whose callback was lost, who came before who went", () => {
    const events = changeEvents(look(follow("zhang")), look(follow("Li", [], { state: "s" })), context);
    expect(events).toMatchObject([
      {
        type: "friend.added",
        at: "2023-11-14T22:13:20+00:00",
        props: { advisorId: "li", state: "s", channel: "包裹卡" },
      },
      { type: "friend.removed", at: "2023-11-14T22:14:20+00:00", props: { advisorId: "zhang" } },
    ]);
  });

  it("finds a new name and a new phone", () => {
    const after = { ...look(follow("zhang", [], { remark_mobiles: ["13800000000"] })), name: "王女士" };
    expect(told(look(follow("zhang")), after)).toEqual([
      ["profile.changed", { name: "王女士" }],
      ["profile.changed", { identities: { phone: "13800000000" } }],
    ]);
  });

  it("posts a tag that was set, removed and set again each time", () => {
    const [without, set] = [look(follow("zhang")), look(follow("zhang", ["t1"]))];
    const id = (revision: number) => changeEvents({ ...without, look: revision }, set, context)[0]?.id;
    expect(id(1)).toBe(id(1));
    expect(id(1)).not.toBe(id(3));
  });

  it("does not find again what its callback told", () => {
    const xml =
      `<xml><ToUserName>ww1</ToUserName><FromUserName>sys</FromUserName><CreateTime>${AT / 1_000}</CreateTime>` +
      "<MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>CHANGE</ChangeType>" +
      `<UserID>Zhang</UserID><ExternalUserID>${WM}</ExternalUserID></xml>`;
    const event = (change: string) => readCallback("ww1", xml.replace("CHANGE", change));
    const came = event("add_external_contact");
    expect(callbackActions(came, { ...context, receivedAt: AT })).toHaveLength(2);
    const known = withEvent(undefined, came.event);
    expect(told(known, look(follow("zhang")))).toEqual([["profile.changed", { name: "王姐" }]]);
    const gone = withEvent(look(follow("zhang"), follow("li")), event("del_follow_user").event);
    expect(told(gone, look(follow("li")))).toEqual([]);
    expect(withEvent(known, event("edit_external_contact").event)).toBe(known);
  });

  it("does not find again the tags that we set ourselves", () => {
    const before = withMarkedTags(look(follow("zhang", ["t1"])), "ZHANG", { add: ["t2"], remove: ["t1"] });
    expect(told(before, look(follow("zhang", ["t2"])))).toEqual([]);
    expect(withMarkedTags(before, "nobody", { add: ["t3"] })).toBe(before);
  });

  it("posts events that intake takes, with the same ids for the same two looks", () => {
    const relation = fc.record({
      userid: fc.constantFrom("zhang", "Li", "WANG"),
      createtime: fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }),
      remark_mobiles: fc.subarray(["1", "2"]),
      tag_id: fc.subarray(["t1", "t2", "x1"]),
    });
    const one = fc
      .uniqueArray(relation, { selector: ({ userid }) => userid })
      .map((relations) => snapshotOf({ external_userid: WM, name: "n" }, relations));
    fc.assert(
      fc.property(fc.option(one, { nil: undefined }), one, (before, after) => {
        const events = changeEvents(before, after, context);
        expect(changeEvents(before, after, context)).toEqual(events);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        for (const event of events) {
          expect(postedEventSchema.safeParse(event).error).toBeUndefined();
          expect(eventInfo(event.type)?.props.safeParse(event.props).success).toBe(true);
        }
        expect(contactChanges(after, after)).toEqual([]);
      }),
    );
  });
});
