import type { Condition } from "@sopflow/schemas";
import { expect, test } from "vitest";
import type { Facts } from "./facts.js";
import { someFacts, someRule } from "./facts.testkit.js";
import type { JsonRule, RuleEventType } from "./json-rule.js";
import { type CompiledRule, compileRules } from "./rule-index.js";

const position = (value: string): Condition => ({ fact: "position", operator: "equal", value });
const input = (value: string): Condition => ({ fact: "input", operator: "equal", value });
const eventType = (value: string): Condition => ({ fact: "event", path: "$.type", operator: "equal", value });
const tagged = (value: string): Condition => ({ fact: "customer", path: "$.tags", operator: "contains", value });

const rule = (name: string, type: RuleEventType, priority: number, ...all: Condition[]): JsonRule =>
  someRule({ all }, { name, priority, event: { type, params: {} } });

const names = (rules: readonly CompiledRule[]) => rules.map((one) => one.rule.name);

const set = compileRules([
  rule("paid", "enroll", 1, eventType("order.paid"), tagged("vip")),
  rule("added", "enroll", 2, eventType("friend.added")),
  rule("nightly", "enroll", 1, position("f/t3"), tagged("vip")),
  rule("else", "advance", 1, position("f/n1"), input("arrive")),
  rule("case", "advance", 2, position("f/n1"), input("arrive"), tagged("vip")),
  rule("reply", "advance", 3, position("f/n2"), input("event"), eventType("message.received")),
  rule("any event", "advance", 2, position("f/n2"), input("event"), tagged("vip")),
  rule("order", "advance", 1, position("f/n2"), input("event"), { all: [eventType("order.paid")] }),
  rule("timeout", "advance", 1, position("f/n2"), input("timer")),
  rule("bought", "exit", 1, eventType("order.paid")),
  rule("goal", "goal", 1, eventType("order.paid")),
  rule("end", "exit", 1, position("f/n9"), input("arrive")),
]);

test("entry rules are found by event type, those without one by position", () => {
  expect(names(set.entry("order.paid"))).toEqual(["paid"]);
  expect(names(set.entry("page.viewed"))).toEqual([]);
  expect(names(set.entryOther("f/t3"))).toEqual(["nightly"]);
  expect(names(set.entryOther("f/t4"))).toEqual([]);
});

test("transition rules are found by position and input, highest priority first", () => {
  expect(names(set.at("f/n1", "arrive"))).toEqual(["case", "else"]);
  expect(names(set.at("f/n1", "timer"))).toEqual([]);
  expect(names(set.at("f/n2", "timer"))).toEqual(["timeout"]);
  expect(names(set.at("f/n2", "event"))).toEqual(["reply", "any event", "order"]);
  expect(names(set.at("f/n9", "arrive"))).toEqual(["end"]);
  expect(names(set.at("f/none", "arrive"))).toEqual([]);
});

test("for an event only rules of its type, or of none, are looked at", () => {
  expect(names(set.onEvent("f/n2", "order.paid"))).toEqual(["any event", "order"]);
  expect(names(set.onEvent("f/n2", "page.viewed"))).toEqual(["any event"]);
  expect(names(set.onEvent("f/n1", "order.paid"))).toEqual([]);
});

test("exits and goals of the flow are found by event type", () => {
  expect(names(set.exits("order.paid"))).toEqual(["bought"]);
  expect(names(set.goals("order.paid"))).toEqual(["goal"]);
  expect(names(set.exits("friend.added"))).toEqual([]);
  expect([set.watches("order.paid"), set.watches("friend.added")]).toEqual([true, false]);
  const always = compileRules([rule("vip", "exit", 1, tagged("vip"))]);
  expect([always.watches("friend.added"), names(always.exits("friend.added"))]).toEqual([true, ["vip"]]);
});

test("what the look-up has decided is not asked again", () => {
  const facts = someFacts({ customer: { tags: ["vip"] } }); // no position, no input, no event
  expect(set.at("f/n1", "arrive").map((one) => one.matches(facts))).toEqual([true, true]);
  expect(set.onEvent("f/n2", "order.paid").map((one) => one.matches(facts))).toEqual([true, true]);
  expect(set.entry("order.paid").map((one) => one.matches(facts))).toEqual([true]);
  expect(set.all.some((one) => one.matches(facts))).toBe(false);
});

test("the event types that a set listens to can be listed", () => {
  expect(set.eventTypes()).toEqual(["friend.added", "message.received", "order.paid"]);
  expect(set.anyEventType).toBe(true);
  expect(compileRules([rule("paid", "enroll", 1, eventType("order.paid"))]).anyEventType).toBe(false);
});

test("rules whose place cannot be read are found everywhere they could match", () => {
  const either: Condition = { any: [eventType("a"), eventType("b")] };
  const odd = compileRules([
    rule("enroll", "enroll", 1, either),
    rule("advance", "advance", 1, { fact: "position", operator: "in", value: ["f/n1", "f/n2"] }),
    someRule({ not: eventType("c") }, { name: "exit", event: { type: "exit", params: {} } }),
    rule("timer", "advance", 2, input("timer")),
  ]);
  expect(names(odd.entry("a"))).toEqual(["enroll"]);
  expect(names(odd.at("f/n1", "timer"))).toEqual(["timer", "advance"]);
  expect(names(odd.at("f/n1", "arrive"))).toEqual(["advance"]);
  expect(names(odd.exits("x"))).toEqual(["exit"]);
  const matched = (facts: Partial<Facts>) =>
    names(odd.candidates(someFacts(facts)).filter((one) => one.matches(someFacts(facts))));
  expect(matched({ position: "f/n2", input: "timer", event: { type: "b" } })).toEqual([
    "timer",
    "enroll",
    "advance",
    "exit",
  ]);
  expect(matched({ position: "f/n3", input: "event", event: { type: "c" } })).toEqual([]);
});
