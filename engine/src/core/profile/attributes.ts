import {
  type AttributeValue,
  attributeValueSchema,
  BUILT_IN_ATTRIBUTES,
  BUYER_IDENTITIES,
  type Customer,
  DOSE_PREFIX,
  type Json,
  type JsonObject,
  MAX_ATTRIBUTE_BYTES,
  MAX_ATTRIBUTES,
  PRICE_SENSITIVITIES,
  TIERS,
} from "@sopflow/schemas";
import { parseInstant, parseLocalDate } from "../time/index.js";
import { type ProfileChanges, type ProfileContext, setField } from "./profile-result.js";
import { isSafeKey, own, readObject, readText } from "./read-props.js";
import { setSensitivity } from "./sensitivity.js";

type AttributeType = "text" | "number" | "boolean" | "date";
type AttributeContext = Pick<ProfileContext, "settings">;
const MAX_NAME = 64;

/** Type of an attribute: the brand's, or that of one the product gives a meaning; undefined when there is none. */
export function attributeType(name: string, { settings }: AttributeContext): AttributeType | undefined {
  const defined = own(settings.attributes, name)?.type;
  if (defined !== undefined) return defined;
  if (name.startsWith(DOSE_PREFIX) && name.length > DOSE_PREFIX.length) return "number";
  const builtIn: Readonly<Record<string, { readonly type: AttributeType }>> = BUILT_IN_ATTRIBUTES;
  return own(builtIn, name)?.type;
}

/**
 * Sets attributes; `null` removes one. A name that the brand does not know and a value of another type are refused, one
 * by one: the others are still set. `derived`: whether the changes are told in a `profile.changed` of their own.
 */
export function setAttributes(
  customer: Customer,
  values: JsonObject,
  context: AttributeContext,
  changes: ProfileChanges,
  derived = false,
): void {
  for (const [name, value] of Object.entries(values)) setAttribute(customer, name, value, context, changes, derived);
}

function setAttribute(
  customer: Customer,
  name: string,
  value: Json,
  context: AttributeContext,
  changes: ProfileChanges,
  derived: boolean,
): void {
  const before = own(customer.attributes, name);
  if (value === null) {
    if (before === undefined) return;
    const { [name]: _, ...left } = customer.attributes;
    customer.attributes = left;
    changes.note(`attributes.${name}`, before, undefined, derived);
    return;
  }
  const type = isSafeKey(name) && name.length <= MAX_NAME ? attributeType(name, context) : undefined;
  if (type === undefined) {
    changes.problem("profile.attribute_unknown", name, "Define the attribute in the brand settings first");
    return;
  }
  const parsed = attributeValueSchema.safeParse(value);
  if (!parsed.success || !isOfType(parsed.data, type)) {
    changes.problem("profile.attribute_type", name, `The attribute takes a ${type}${HINT[type]}`);
    return;
  }
  if (before === parsed.data) return;
  const next = { ...customer.attributes, [name]: parsed.data };
  if (Object.keys(next).length > MAX_ATTRIBUTES || bytesOf(next) > MAX_ATTRIBUTE_BYTES) {
    changes.problem(
      "profile.attribute_limit",
      name,
      `A customer holds at most ${MAX_ATTRIBUTES} attributes in ${MAX_ATTRIBUTE_BYTES} bytes; remove some first`,
    );
    return;
  }
  customer.attributes = next;
  changes.note(`attributes.${name}`, before, parsed.data, derived);
}

const HINT = { text: "", number: "", boolean: "", date: " such as 2026-06-18" } as const;

function isOfType(value: AttributeValue, type: AttributeType): boolean {
  if (type === "date") {
    return typeof value === "string" && (parseLocalDate(value) ?? parseInstant(value)) !== undefined;
  }
  return typeof value === (type === "text" ? "string" : type) && (type !== "number" || Number.isFinite(value));
}

/** Size in UTF-8; core has no TextEncoder to rely on in every place it runs. */
function bytesOf(value: Customer["attributes"]): number {
  let bytes = 0;
  for (const char of JSON.stringify(value)) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const TEXT_FIELDS = { name: 200, salutation: 80, stage: 64, advisorId: 128 } as const;

/**
 * Takes over the fields of `profile.changed`, `customer.imported` and the profile.set node: `name`, `salutation`,
 * `stage`, `advisorId`, `tier`, `priceSensitivity`, `attributes {}`, `identities {}`. A tier set by hand is the current
 * one; from there the usual rules hold (up at once, down after 30 days). `setAt`: epoch ms.
 */
export function setProfile(
  customer: Customer,
  props: JsonObject,
  setAt: number,
  context: AttributeContext,
  changes: ProfileChanges,
): void {
  for (const field of ["name", "salutation", "stage", "advisorId"] as const) {
    const value = props[field];
    if (value === undefined) continue;
    const text = readText(value, TEXT_FIELDS[field]);
    if (text === undefined && value !== null) refuse(changes, field, `a text of 1 to ${TEXT_FIELDS[field]} characters`);
    else setField(customer, field, text, changes, false);
  }
  if (props.tier !== undefined) {
    const tier = TIERS.find((known) => known === props.tier);
    if (tier === undefined) refuse(changes, "tier", `one of ${TIERS.join(", ")}`);
    else if (setField(customer, "tier", tier, changes, false)) delete customer.tierDemoteAt;
  }
  if (props.priceSensitivity !== undefined) {
    const value = PRICE_SENSITIVITIES.find((known) => known === props.priceSensitivity);
    if (value === undefined) refuse(changes, "priceSensitivity", `one of ${PRICE_SENSITIVITIES.join(", ")}`);
    else setSensitivity(customer, value, setAt, changes);
  }
  setAttributes(customer, readObject(props.attributes) ?? {}, context, changes);
  addIdentities(customer, readObject(props.identities) ?? {}, changes);
}

function refuse(changes: ProfileChanges, field: string, needs: string): void {
  changes.problem("profile.value_refused", field, `${field} needs ${needs}`);
}

/** Adds identities; one of a buyer makes the order facts known. */
function addIdentities(customer: Customer, identities: JsonObject, changes: ProfileChanges): void {
  for (const [idType, raw] of Object.entries(identities)) {
    const value = readText(raw, 128);
    if (value === undefined || !isSafeKey(idType) || idType.length > 32) {
      refuse(changes, `identities.${idType}`, "a text of 1 to 128 characters");
      continue;
    }
    if (own(customer.identities, idType) === value) continue;
    customer.identities = { ...customer.identities, [idType]: value };
    changes.changed.add("identities");
  }
  bindByIdentity(customer, changes);
}

/** A shop member is known as a buyer, even before the first order. */
export function bindByIdentity(customer: Customer, changes: ProfileChanges): void {
  if (customer.bound || !BUYER_IDENTITIES.some((idType) => own(customer.identities, idType) !== undefined)) return;
  setField(customer, "bound", true, changes, true);
}
