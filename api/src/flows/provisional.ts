import type { FlowDraft, FlowVersion } from "@sopflow/engine";
import type { CompileResult } from "@sopflow/engine/core";
import type { Diagnostic, ErrorCode, Text } from "@sopflow/schemas";

export type FlowAnswer<T> =
  | { readonly status: "ok"; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly status: "refused";
      readonly code: ErrorCode;
      readonly message: Text;
      readonly diagnostics?: readonly Diagnostic[];
    };
export interface FlowService {
  create(flow: unknown, by: string): Promise<FlowAnswer<FlowDraft>>;
  createEmpty(o: { id?: string; name: string }, by: string): Promise<FlowAnswer<FlowDraft>>;
  fromTemplate(o: { template: string; id?: string; name?: string }, by: string): Promise<FlowAnswer<FlowDraft>>;
  duplicate(flowId: string, o: { id?: string; name?: string }, by: string): Promise<FlowAnswer<FlowDraft>>;
  rename(flowId: string, name: string, revision: number, by: string): Promise<FlowAnswer<FlowDraft>>;
  save(flowId: string, flow: unknown, revision: number, by: string): Promise<FlowAnswer<FlowDraft>>;
  validate(flow: unknown): Promise<readonly Diagnostic[]>;
  compile(flow: unknown): Promise<CompileResult>;
  publish(flowId: string, o: { revision?: number }, by: string): Promise<FlowAnswer<FlowVersion>>;
  pause(flowId: string, by: string): Promise<FlowAnswer<FlowDraft>>;
  resume(flowId: string, by: string): Promise<FlowAnswer<FlowDraft>>;
  archive(flowId: string, by: string): Promise<FlowAnswer<FlowDraft>>;
  versions(flowId: string): Promise<FlowVersion[]>;
  restore(flowId: string, version: number, by: string): Promise<FlowAnswer<FlowDraft>>;
}
export const createFlowService = (_: unknown): FlowService => Object.create(null);
