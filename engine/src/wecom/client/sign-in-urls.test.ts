import { describe, expect, it } from "vitest";
import { browserSignInUrl, oauthUrl } from "./sign-in-urls.js";
import { SIM_APP, SimulatedWecom } from "./simulated-wecom.testkit.js";

const request = { redirectUri: "https://crm.example.com/sign-in?next=/tasks", state: "abc123" };
const app = { corpId: "ww1", agentId: 1000002 };

describe("signing in with WeCom", () => {
  it("begins at WeCom's address, with the app and the way back", () => {
    expect(oauthUrl(app, request)).toBe(
      "https://open.weixin.qq.com/connect/oauth2/authorize?appid=ww1" +
        "&redirect_uri=https%3A%2F%2Fcrm.example.com%2Fsign-in%3Fnext%3D%2Ftasks&response_type=code&scope=snsapi_base" +
        "&state=abc123&agentid=1000002#wechat_redirect",
    );
    expect(browserSignInUrl(app, { ...request, origin: "http://127.0.0.1:9/" })).toMatch(
      /^http:\/\/127\.0\.0\.1:9\/wwlogin\/sso\/login\?login_type=CorpApp&appid=ww1&agentid=1000002&redirect_uri=https%3A/,
    );
  });

  it("refuses a state that WeCom would not carry", () => {
    for (const state of ["", "a-b", "x".repeat(129), "a&b=c"]) {
      expect(() => oauthUrl(app, { ...request, state })).toThrow(RangeError);
      expect(() => browserSignInUrl(app, { ...request, state })).toThrow(RangeError);
    }
  });

  it("ends with the member's id, by a code that works once", async () => {
    const wecom = new SimulatedWecom();
    const query = new URL(oauthUrl(SIM_APP, request)).searchParams;
    const back = wecom.sim.authorize(
      {
        corpid: query.get("appid") ?? "",
        agentid: Number(query.get("agentid")),
        redirectUri: query.get("redirect_uri") ?? "",
        scope: query.get("scope") ?? "",
        state: query.get("state") ?? "",
        responseType: query.get("response_type") ?? "",
      },
      { userid: "zhou" },
      wecom.clock.now(),
    );
    const { searchParams } = new URL(back);
    expect(searchParams.get("state")).toBe("abc123");
    const code = searchParams.get("code") ?? "";
    const signIn = () => wecom.app().signIn.userInfo({ code });
    expect(await wecom.clock.run(signIn())).toMatchObject({ userid: "zhou" });
    await expect(wecom.clock.run(signIn())).rejects.toMatchObject({ class: "expired", code: 40029 });
  });
});
