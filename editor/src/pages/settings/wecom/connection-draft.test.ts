import type { WecomState } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import {
  type ConnectionDraft,
  checkConnectionDraft,
  makeCallbackSecrets,
  randomBelow,
  readConnection,
  writeConnection,
} from "./connection-draft.js";

const STATE: WecomState = {
  id: "main",
  configured: true,
  enabled: true,
  simulated: false,
  corpId: "ww1",
  agentId: 1000002,
  origin: "https://sop.example.com",
  hasSecret: true,
  hasCallback: true,
};
const draft = (part: Partial<ConnectionDraft> = {}) => ({ ...readConnection(STATE, ""), ...part });

describe("the connection's form", () => {
  it("begins with what is known; secrets begin empty and stay as they are when nothing is typed", () => {
    expect(checkConnectionDraft(draft(), STATE)).toEqual({});
    expect(writeConnection(draft({ origin: " https://sop.example.com/advisor?x=1 " }))).toEqual({
      corpId: "ww1",
      agentId: 1000002,
      origin: "https://sop.example.com",
      enabled: true,
    });
    expect(writeConnection(draft({ secret: " s ", callbackToken: "t", callbackAesKey: "k" }))).toMatchObject({
      secret: "s",
      callbackToken: "t",
      callbackAesKey: "k",
    });
  });

  it("keeps nothing of a simulator's for a real corp", () => {
    const simulated = { ...STATE, simulated: true };
    const empty = readConnection(simulated, "http://127.0.0.1:4870");
    expect([empty.corpId, empty.agentId, empty.origin]).toEqual(["", "", ""]);
    const filled = { ...empty, corpId: "ww2", agentId: "7", origin: "https://a.example" };
    expect(checkConnectionDraft(filled, simulated)).toEqual({
      secret: "form.needNew",
      callbackToken: "form.needNew",
      callbackAesKey: "form.needNew",
    });
  });

  it("says at each field what is wrong", () => {
    const wrong = { corpId: " ", agentId: "a", origin: "sop.example.com", callbackAesKey: "short" };
    expect(checkConnectionDraft(draft(wrong), { ...STATE, hasSecret: false })).toEqual({
      corpId: "required",
      agentId: "form.needAgentId",
      secret: "form.needSecret",
      origin: "form.needOrigin",
      callbackAesKey: "form.needAesKey",
    });
  });

  it("makes a key that WeCom takes and that every decoder reads: 43 letters that are exactly 32 bytes", () => {
    for (let round = 0; round < 50; round++) {
      const { token, aesKey } = makeCallbackSecrets(randomBelow);
      expect(token).toMatch(/^[A-Za-z0-9]{24}$/);
      expect(aesKey).toMatch(/^[A-Za-z0-9]{43}$/);
      expect(Buffer.from(`${aesKey}=`, "base64").toString("base64")).toBe(`${aesKey}=`);
    }
  });
});
