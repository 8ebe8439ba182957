import { describe, expect, it } from "vitest";
import { T0 } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

export function accessContract(create: HarnessFactory): void {
  const fresh = freshStores(create);

  it("access.keys are found by hash and revoked once", async () => {
    const { access } = await fresh.store();
    const key = (id: string) => ({ id, name: id, hash: `hash-${id}`, scopes: ["intake"] as const, createdAt: T0 });
    await access.addKey(key("k1"));
    await access.addKey(key("k2"));
    expect(await access.keys()).toEqual([key("k1"), key("k2")]);
    expect(await access.keyByHash("hash-k2")).toEqual(key("k2"));
    expect(await access.keyByHash("hash-k3")).toBeUndefined();
    expect(await access.revokeKey("k1", T0 + 1)).toBe(true);
    expect(await access.revokeKey("k1", T0 + 2)).toBe(false);
    expect(await access.revokeKey("k3", T0 + 2)).toBe(false);
    expect(await access.keyByHash("hash-k1")).toEqual({ ...key("k1"), revokedAt: T0 + 1 });
  });

  describe("sign-in links", () => {
    const link = { hash: "h1", userId: "u1", role: "administrator", expiresAt: T0 + 10 } as const;

    it("are used once: of two who come at the same time, one gets in", async () => {
      const { access } = await fresh.store();
      await access.addLink(link);
      const taken = await Promise.all([access.takeLink("h1", T0), access.takeLink("h1", T0)]);
      expect(taken.filter((one) => one !== undefined)).toEqual([link]);
      expect(await access.takeLink("h1", T0)).toBeUndefined();
    });

    it("end at their time", async () => {
      const { access } = await fresh.store();
      await access.addLink(link);
      expect(await access.takeLink("h1", T0 + 10)).toBeUndefined();
      expect(await access.takeLink("none", T0)).toBeUndefined();
    });
  });

  it("sessions last until they end or are ended", async () => {
    const { access } = await fresh.store();
    const session = (hash: string) =>
      ({ id: hash, hash, userId: "u1", role: "advisor", advisorId: "amy", createdAt: T0, expiresAt: T0 + 10 }) as const;
    await access.addSession(session("s1"));
    await access.addSession(session("s2"));
    expect(await access.session("s1", T0 + 9)).toEqual(session("s1"));
    expect(await access.session("s1", T0 + 10)).toBeUndefined();
    expect(await access.session("none", T0)).toBeUndefined();
    await access.endSession("s1");
    expect(await access.session("s1", T0)).toBeUndefined();
    expect(await access.session("s2", T0)).toEqual(session("s2"));
  });
}
