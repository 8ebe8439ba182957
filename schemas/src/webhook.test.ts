import { describe, expect, it } from "vitest";
import { isAllowedHost, isSecretHeader } from "./webhook.js";

describe("hosts that webhooks may go to", () => {
  it("are exact, or everything below a name", () => {
    expect(isAllowedHost("crm.example.com", ["crm.example.com"])).toBe(true);
    expect(isAllowedHost("CRM.example.com.", ["crm.example.com"])).toBe(true);
    expect(isAllowedHost("a.crm.example.com", ["crm.example.com"])).toBe(false);
    expect(isAllowedHost("a.example.com", ["*.example.com"])).toBe(true);
    expect(isAllowedHost("example.com", ["*.example.com"])).toBe(false);
    expect(isAllowedHost("evilexample.com", ["*.example.com"])).toBe(false);
    expect(isAllowedHost("anything", [])).toBe(false);
  });
});

describe("headers that hold secrets", () => {
  it.each(["Authorization", "cookie", "X-Api-Key", "X-Auth-Token", "X-Signature", "apikey", "access-token"])(
    "%s is one",
    (name) => expect(isSecretHeader(name)).toBe(true),
  );
  it.each(["Content-Language", "X-Brand", "X-Request-Id", "Accept"])("%s is none", (name) =>
    expect(isSecretHeader(name)).toBe(false),
  );
});
