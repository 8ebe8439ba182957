// @vitest-environment jsdom
import { makeDiagnostic } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import type { ApiClient } from "../api/api-client.js";
import { ApiFailure } from "../api/api-failure.js";
import { renameFlow } from "../document/commands/rename-flow.js";
import { sampleFlow } from "../document/document.testkit.js";
import { settle } from "../document/scheduler.testkit.js";
import { openEditor } from "../editing/editor.testkit.js";
import { savePort } from "./save-port.js";
import { whenSaved } from "./when-saved.js";

/** A server that answers a save like this, and a load with somebody else's draft. */
function serverThat(onSave: () => unknown): ApiClient {
  const call = (method: string) => {
    if (method === "GET")
      return Promise.resolve({ flow: { ...sampleFlow(), name: "Theirs" }, revision: 9, updatedBy: "bo" });
    try {
      return Promise.resolve(onSave());
    } catch (error) {
      return Promise.reject(error);
    }
  };
  return { call, callTagged: () => Promise.reject(new Error("not used")) } as unknown as ApiClient; // answers as the wire does
}

const failing = (code: ConstructorParameters<typeof ApiFailure>[0], status: number, details = {}) =>
  serverThat(() => {
    throw new ApiFailure(code, "no", status, details);
  });
const save = (api: ApiClient) => savePort(api, "sample")({ flow: sampleFlow(), revision: 3 });

describe("saving over the wire", () => {
  it("answers the new revision", async () => {
    expect(await save(serverThat(() => ({ revision: 4 })))).toEqual({ kind: "saved", revision: 4 });
  });
  it("passes on what the server thinks of what it saved", async () => {
    const doubt = makeDiagnostic("trigger.shared_audience", "nodes.0", {}, { nodeId: "t", severity: "warning" });
    const heard: unknown[] = [];
    const server = serverThat(() => ({ revision: 4, diagnostics: [doubt] }));
    await savePort(server, "sample", (problems) => heard.push(...problems))({ flow: sampleFlow(), revision: 3 });
    expect(heard).toEqual([doubt]);
  });
  it("brings the other one's draft when somebody saved first", async () => {
    expect(await save(failing("flow.revision_conflict", 409))).toMatchObject({
      kind: "conflict",
      revision: 9,
      by: "bo",
      theirs: { name: "Theirs" },
    });
  });
  it.each([
    ["client.offline", 0, "offline"],
    ["server.overloaded", 503, "offline"],
    ["auth.required", 401, "signedOut"],
    ["flow.has_problems", 422, "refused"],
  ] as const)("%s (%i) is %s", async (code, status, kind) => {
    expect((await save(failing(code, status))).kind).toBe(kind);
  });
  it("hands on what the server found wrong, and nothing that is no diagnostic", async () => {
    const fault = makeDiagnostic("flow.no_trigger", "nodes");
    const result = await save(failing("flow.has_problems", 422, { diagnostics: [fault, "noise", 1] }));
    expect(result).toEqual({ kind: "refused", diagnostics: [fault] });
  });
});

describe("waiting until all is saved", () => {
  const edit = (editor: ReturnType<typeof openEditor>, name: string) =>
    editor.session.document.run(renameFlow, { name });
  it("answers at once when nothing waits", async () => {
    expect((await whenSaved(openEditor(sampleFlow()).session.autosave)).kind).toBe("clean");
  });
  it("saves without the pause, and what was typed meanwhile too", async () => {
    const sent: string[] = [];
    const editor = openEditor(sampleFlow(), ({ flow, revision }) => {
      sent.push(flow.name);
      if (sent.length === 1) edit(editor, "Two");
      return Promise.resolve({ kind: "saved", revision: revision + 1 });
    });
    edit(editor, "One");
    const saved = whenSaved(editor.session.autosave);
    await settle();
    expect([(await saved).kind, sent]).toEqual(["clean", ["One", "Two"]]);
  });
  it("answers what keeps it from being saved", async () => {
    const editor = openEditor(sampleFlow(), () => Promise.resolve({ kind: "offline" }));
    edit(editor, "One");
    expect((await whenSaved(editor.session.autosave)).kind).toBe("offline");
  });
});
