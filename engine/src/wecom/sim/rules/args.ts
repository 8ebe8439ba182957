import type { Json, JsonObject } from "@sopflow/schemas";
import { CallError, ERR, type Errcode } from "./errcodes.js";

const bad = (name: string, rule: string) => new CallError(ERR.invalidArgument, `${name} ${rule}`);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const byteLength = (text: string): number => Buffer.byteLength(text, "utf8");

/** Reads the arguments of a call. A wrong one ends it with 40058 and the argument's name. */
export class Args {
  constructor(
    readonly fields: JsonObject,
    private readonly prefix = "",
  ) {}

  has(name: string): boolean {
    const value = this.fields[name];
    return value !== undefined && value !== null && value !== "";
  }

  /** Required text; `error` where WeCom has a number of its own for a missing one. */
  text(name: string, limits: { maxChars?: number; maxBytes?: number; error?: Errcode } = {}): string {
    const value = this.fields[name];
    if (value === undefined || value === null || value === "") {
      throw limits.error === undefined
        ? bad(this.prefix + name, "is missing")
        : new CallError(limits.error, `${this.prefix}${name} is missing`);
    }
    return this.#checked(name, value, limits);
  }

  optionalText(name: string, limits: { maxChars?: number; maxBytes?: number } = {}): string | undefined {
    const value = this.fields[name];
    return value === undefined || value === null ? undefined : this.#checked(name, value, limits);
  }

  #checked(name: string, value: Json, { maxChars, maxBytes }: { maxChars?: number; maxBytes?: number }): string {
    if (typeof value !== "string") throw bad(this.prefix + name, "must be a string");
    if (maxChars !== undefined && [...value].length > maxChars) {
      throw bad(this.prefix + name, `is longer than ${maxChars} characters`);
    }
    if (maxBytes !== undefined && byteLength(value) > maxBytes) {
      throw bad(this.prefix + name, `is longer than ${maxBytes} bytes`);
    }
    return value;
  }

  /** A whole number between `least` and `most`, both included. Texts of digits count: queries have nothing else. */
  int(name: string, least: number, most: number, missing?: number): number {
    const value = this.fields[name];
    if ((value === undefined || value === null || value === "") && missing !== undefined) return missing;
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== "number" || !Number.isInteger(number)) throw bad(this.prefix + name, "must be an integer");
    if (number < least || number > most) throw bad(this.prefix + name, `must be between ${least} and ${most}`);
    return number;
  }

  flag(name: string): boolean {
    const value = this.fields[name];
    if (value === undefined || value === null) return false;
    if (value === 0 || value === 1) return value === 1;
    if (typeof value !== "boolean") throw bad(this.prefix + name, "must be true or false");
    return value;
  }

  /** A list of texts, empty where it is left out. */
  texts(name: string, most: number): string[] {
    return this.#list(name, most).map((item) => {
      if (typeof item !== "string") throw bad(this.prefix + name, "must hold strings");
      return item;
    });
  }

  ints(name: string, most: number): number[] {
    return this.#list(name, most).map((item) => {
      if (typeof item !== "number" || !Number.isInteger(item)) throw bad(this.prefix + name, "must hold integers");
      return item;
    });
  }

  objects(name: string, most: number): Args[] {
    return this.#list(name, most).map((item, at) => {
      if (!isObject(item)) throw bad(this.prefix + name, "must hold objects");
      return new Args(item, `${this.prefix}${name}[${at}].`);
    });
  }

  #list(name: string, most: number): Json[] {
    const value = this.fields[name];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw bad(this.prefix + name, "must be a list");
    if (value.length > most) throw bad(this.prefix + name, `has more than ${most} entries`);
    return value;
  }

  object(name: string): Args {
    const found = this.optionalObject(name);
    if (!found) throw bad(this.prefix + name, "is missing");
    return found;
  }

  optionalObject(name: string): Args | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    if (!isObject(value)) throw bad(this.prefix + name, "must be an object");
    return new Args(value, `${this.prefix}${name}.`);
  }

  /** The error that ends the call: this argument breaks that rule. To be thrown. */
  refuse(name: string, rule: string): CallError {
    return bad(this.prefix + name, rule);
  }
}
