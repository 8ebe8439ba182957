import type { SimAct } from "@sopflow/engine";
import { jsonObjectSchema } from "@sopflow/schemas";
import { z } from "zod";

const id = z.string().min(1).max(128);
const text = z.string().min(1).max(4_000);
const pair = { userid: id, externalUserid: id };
const list = z.array(id).max(20_000);

/** What people can do in the simulator, as the control interface takes it. */
export const actSchema: z.ZodType<SimAct> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("customer.appear"), name: text, isWecom: z.boolean().optional() }),
  z.strictObject({
    type: z.literal("customer.scan"),
    configId: id.optional(),
    state: id.optional(),
    externalUserid: id.optional(),
    name: text.optional(),
    half: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal("customer.write"), ...pair, text }),
  z.strictObject({ type: z.literal("customer.deleteAdvisor"), ...pair }),
  z.strictObject({ type: z.literal("customer.answerTransfer"), externalUserid: id, accept: z.boolean() }),
  z.strictObject({ type: z.enum(["advisor.confirmFriend", "advisor.deleteCustomer"]), ...pair }),
  z.strictObject({ type: z.literal("advisor.write"), ...pair, text }),
  z.strictObject({ type: z.literal("advisor.sideBarSend"), ...pair, message: jsonObjectSchema }),
  z.strictObject({
    type: z.literal("advisor.editCustomer"),
    ...pair,
    remark: z.string().max(20).optional(),
    description: z.string().max(150).optional(),
    mobiles: list.optional(),
    addTags: list.optional(),
    removeTags: list.optional(),
  }),
  z.strictObject({
    type: z.enum(["advisor.pressButton", "advisor.pickMenu"]),
    userid: id,
    msgid: id,
    key: z.string().max(1_024),
    selected: z.array(z.strictObject({ questionKey: z.string(), optionIds: z.array(z.string()) })).optional(),
  }),
  z.strictObject({ type: z.literal("advisor.openApp"), userid: id, agentid: z.number().int() }),
  z.strictObject({ type: z.literal("advisor.confirmGroupSend"), userid: id, msgid: id, targets: list.optional() }),
  z.strictObject({ type: z.literal("advisor.groupSend"), userid: id, externalUserids: list, text }),
  z.strictObject({ type: z.literal("advisor.publishMoment"), userid: id, momentId: id }),
  z.strictObject({ type: z.literal("group.create"), owner: id, name: text, externalUserids: list }),
  z.strictObject({ type: z.enum(["group.addMember", "group.removeMember"]), chatId: id, externalUserid: id }),
  z.strictObject({ type: z.enum(["group.rename", "group.notice", "group.changeOwner"]), chatId: id, text }),
  z.strictObject({ type: z.literal("group.dismiss"), chatId: id }),
  z.strictObject({ type: z.literal("tag.create"), group: text, names: z.array(text).min(1) }),
  z.strictObject({ type: z.literal("tag.rename"), id, name: text }),
  z.strictObject({ type: z.literal("tag.delete"), id }),
  z.strictObject({ type: z.literal("admin.lowActive"), on: z.boolean() }),
  z.strictObject({
    type: z.literal("admin.member"),
    userid: id,
    name: text.optional(),
    customerFeature: z.boolean().optional(),
    licensed: z.boolean().optional(),
    adminWelcome: z.boolean().optional(),
    hasLeft: z.boolean().optional(),
    customerCap: z.number().int().min(0).max(100_000).optional(),
  }),
  z.strictObject({
    type: z.literal("admin.app"),
    agentid: z.number().int(),
    customerContact: z.boolean().optional(),
    disabled: z.boolean().optional(),
    trustedIps: list.nullable().optional(),
    trustedDomain: text.nullable().optional(),
    visible: list.nullable().optional(),
    callback: z
      .strictObject({ url: z.url({ protocol: /^https?$/ }), token: id, encodingAesKey: z.string().length(43) })
      .nullable()
      .optional(),
  }),
  z.strictObject({
    type: z.literal("admin.contactWay"),
    state: z.string().min(1).max(30),
    users: list.min(1),
    remark: z.string().max(30).optional(),
  }),
]);

const share = z.number().min(0).max(1);
const wait = z.number().int().min(0).max(86_400_000);

/** A change of what goes wrong; `down: null` ends it, `calls.tokenLifeMs: null` gives tokens their usual life. */
export const faultChangeSchema = z.strictObject({
  down: z
    .strictObject({
      from: z.number(),
      until: z.number(),
      how: z.enum(["timeout", "refused", "badGateway", "busy"]),
    })
    .nullable()
    .optional(),
  calls: z
    .strictObject({
      busy: share,
      conflict: share,
      answerLost: share,
      requestLost: share,
      slowMs: wait,
      tokenLifeMs: wait.nullable(),
    })
    .partial()
    .optional(),
  callbacks: z
    .strictObject({ drop: share, repeat: share, reorder: share, reorderMs: wait, delayMs: wait })
    .partial()
    .optional(),
});
