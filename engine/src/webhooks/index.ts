export { isPrivateAddress } from "./address-policy.js";
export { listSecrets, webhookSecrets } from "./webhook-secrets.js";
export { WebhookSender, type WebhookSenderOptions } from "./webhook-sender.js";
