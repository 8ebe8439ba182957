import type { PostedEvent } from "@sopflow/schemas";
import { createEventLog } from "./event-log.js";
import { DAY_MS, SECOND_MS } from "./local-clock.js";
import { tellMeeting } from "./meeting-story.js";
import { demoIdentities, makePerson } from "./person.js";

export interface InventFriendOptions {
  readonly seed: number;
  /** Unique in the data folder, [a-z0-9-]: ids are made of it. */
  readonly name: string;
  /** When the friendship begins, epoch ms. */
  readonly at: number;
}

export interface InventedFriend {
  readonly id: string;
  /** What the customer is called. */
  readonly name: string;
  readonly advisorId: string;
  /** To be posted in this order. */
  readonly events: readonly PostedEvent[];
}

/** The events in which a person becomes an advisor's friend and is known by name; nothing follows from them later. */
const MEETING_MS = 3 * SECOND_MS;
/** People to draw from. */
const PEOPLE = 1_000_000;

/**
 * Someone new who adds an advisor just now, as a demo brand's visitor asks for. The channel is the store: the demo's
 * package card flow leaves such people to others.
 */
export function inventFriend({ seed, name, at }: InventFriendOptions): InventedFriend {
  const index = Math.floor(at / SECOND_MS) % PEOPLE;
  const invented = makePerson(seed, index, { from: at, until: at + DAY_MS });
  const person = { ...invented, id: `demo-${name}`, identities: demoIdentities(name), channel: "store" as const };
  const log = createEventLog({ idPrefix: name, from: at - SECOND_MS, until: at + MEETING_MS, history: false });
  tellMeeting(person, log, at);
  return { id: person.id, name: person.name, advisorId: person.advisorId, events: log.finish() };
}
