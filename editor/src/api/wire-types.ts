import type * as schemas from "@sopflow/schemas";

/** What a schema accepts once read. The schemas themselves are not loaded: only their types are used here. */
type Read<S extends { _zod: { output: unknown } }> = S["_zod"]["output"];
type Written<S extends { _zod: { input: unknown } }> = S["_zod"]["input"];

export type FlowList = Read<typeof schemas.flowListSchema>;
export type FlowVersionList = Read<typeof schemas.flowVersionListSchema>;
export type FlowVersionDetail = Read<typeof schemas.flowVersionSchema>;
export type FlowTemplateList = Read<typeof schemas.flowTemplateListSchema>;
export type WireFlowTemplate = Read<typeof schemas.flowTemplateSchema>;
export type FlowStateAnswer = Read<typeof schemas.flowStateAnswerSchema>;
export type WireFlowState = Read<typeof schemas.wireFlowStateSchema>;
export type CompileAnswer = Read<typeof schemas.compileAnswerSchema>;
export type EnrollmentPage = Read<typeof schemas.enrollmentPageSchema>;
export type WireEnrollment = Read<typeof schemas.wireEnrollmentSchema>;

export type CustomerPage = Read<typeof schemas.customerPageSchema>;
export type ChangeTagsBody = Written<typeof schemas.changeTagsBodySchema>;
export type TimelinePage = Read<typeof schemas.timelinePageSchema>;

export type TaskPage = Read<typeof schemas.taskPageSchema>;
export type CompleteTaskBody = Written<typeof schemas.completeTaskBodySchema>;
export type SkipTaskBody = Written<typeof schemas.skipTaskBodySchema>;
export type PostponeTaskBody = Written<typeof schemas.postponeTaskBodySchema>;
export type TaskActionAnswer = Read<typeof schemas.taskActionAnswerSchema>;

export type ProductList = Read<typeof schemas.productListSchema>;
export type ProductBody = Written<typeof schemas.productBodySchema>;
export type AdvisorList = Read<typeof schemas.advisorListSchema>;
export type AdvisorBody = Written<typeof schemas.advisorBodySchema>;

export type Team = Read<typeof schemas.teamSchema>;
export type NudgeAnswer = Read<typeof schemas.nudgeAnswerSchema>;
export type LibraryList = Read<typeof schemas.libraryListSchema>;
export type LibraryItemBody = Written<typeof schemas.libraryBodySchema>;
export type UploadAnswer = Read<typeof schemas.uploadAnswerSchema>;

export type WecomCheckList = Read<typeof schemas.wecomCheckListSchema>;
export type WecomConnectionList = Read<typeof schemas.wecomConnectionListSchema>;
export type WecomReconciliation = Read<typeof schemas.wecomReconciliationSchema>;
export type ContactWay = Read<typeof schemas.contactWaySchema>;
export type ContactWayList = Read<typeof schemas.contactWayListSchema>;
export type ContactWayBody = Written<typeof schemas.contactWayBodySchema>;

export type WebhookSecretList = Read<typeof schemas.webhookSecretListSchema>;
export type WebhookSecretView = Read<typeof schemas.webhookSecretSchema>;
export type ApiKeyList = Read<typeof schemas.apiKeyListSchema>;
export type ApiKeyView = Read<typeof schemas.apiKeySchema>;
export type CreatedKey = Read<typeof schemas.createdKeySchema>;
export type CreateKeyBody = Written<typeof schemas.createKeyBodySchema>;
export type CreateLinkBody = Written<typeof schemas.createLinkBodySchema>;
export type CreatedLink = Read<typeof schemas.createdLinkSchema>;

export type AlertList = Read<typeof schemas.alertListSchema>;
