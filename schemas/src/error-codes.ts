import { ANALYSIS_CODES } from "./error-codes/analysis-codes.js";
import { CONDITION_CODES, TEMPLATE_CODES } from "./error-codes/condition-codes.js";
import type { ErrorInfo } from "./error-codes/entry.js";
import { FLOW_CODES } from "./error-codes/flow-codes.js";
import { JOURNEY_CODES } from "./error-codes/journey-codes.js";
import { NODE_CODES } from "./error-codes/node-codes.js";
import { SERVICE_CODES } from "./error-codes/service-codes.js";

export type { ErrorInfo } from "./error-codes/entry.js";

/**
 * Every error and diagnostic code of the product, with its HTTP status and a message in both languages that says what
 * to do. Codes are stable: clients and tests rely on them.
 */
export const ERROR_CODES = {
  ...FLOW_CODES,
  ...NODE_CODES,
  ...ANALYSIS_CODES,
  ...CONDITION_CODES,
  ...TEMPLATE_CODES,
  ...JOURNEY_CODES,
  ...SERVICE_CODES,
} as const satisfies Record<string, ErrorInfo>;

export type ErrorCode = keyof typeof ERROR_CODES;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CODES, code);
