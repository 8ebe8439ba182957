/** What every callback carries. */
interface Told {
  readonly corpId: string;
  /** When WeCom says it happened, epoch ms, whole seconds. */
  readonly at: number;
  /** The app it concerns; absent for changes of customers, groups and tags. */
  readonly agentId?: number;
}

interface OfContact extends Told {
  /** The advisor's WeCom userid. */
  readonly userId: string;
  readonly externalUserId: string;
}

/** A customer came: as a friend, or half, when the advisor has not confirmed yet. */
export interface ContactCame extends OfContact {
  readonly kind: "contact.added" | "contact.half_added";
  /** The contact way's state, or a 获客 link's customer_channel. */
  readonly state?: string;
  /** Works once, for 20 seconds. Absent where another welcome is set up or was sent. */
  readonly welcomeCode?: string;
}

/** A person changed remark, phone or tags. WeCom does not say what. */
export interface ContactEdited extends OfContact {
  readonly kind: "contact.edited";
}

export interface ContactGone extends OfContact {
  readonly kind: "contact.removed";
  readonly by: "advisor" | "customer";
  /** Removed because the customer was handed over to another advisor. */
  readonly byTransfer: boolean;
}

export interface TransferFailed extends OfContact {
  readonly kind: "contact.transfer_failed";
  readonly reason: string;
}

export interface ChatChanged extends Told {
  readonly kind: "chat.created" | "chat.dismissed" | "chat.updated";
  readonly chatId: string;
  readonly detail?: string;
  /** Ids of members and customers who came or went, where WeCom tells them. */
  readonly members: readonly string[];
  /** How many came or went. */
  readonly count?: number;
  /** 0 = by themselves, 1 = removed. */
  readonly quitScene?: number;
  /** 0 = invited by a member or a link, 3 = by QR code. */
  readonly joinScene?: number;
  /** The list of members before and after. */
  readonly lastVersion?: string;
  readonly version?: string;
}

export interface TagChanged extends Told {
  readonly kind: "tag.changed";
  readonly change: string;
  readonly tagType: "tag" | "tag_group";
  readonly id?: string;
  readonly strategyId?: string;
}

export interface CardPressed extends Told {
  readonly kind: "card.pressed" | "card.menu_pressed";
  readonly userId: string;
  readonly key: string;
  /** As on the card: `taskIdOfCard` makes ours of it. */
  readonly taskId: string;
  readonly cardType?: string;
  /** Works once, for 72 hours. */
  readonly responseCode?: string;
  readonly selected: readonly { readonly questionKey: string; readonly optionIds: readonly string[] }[];
}

/** WeCom's word on whether the app is used enough to be given customer data. */
export interface AppHealth extends Told {
  readonly kind: "app.health";
  readonly signal: AppHealthSignal;
  /** When WeCom will act, epoch ms. */
  readonly effectAt?: number;
}

export const APP_HEALTH_SIGNALS = [
  "inactive_alert",
  "close_inactive_agent",
  "reopen_inactive_agent",
  "low_active_alert",
  "low_active",
  "active_restored",
] as const;
export type AppHealthSignal = (typeof APP_HEALTH_SIGNALS)[number];

export const ADVISOR_ACTS = ["subscribe", "unsubscribe", "enter_agent", "click", "view"] as const;

/** An advisor opened the app, chose from its menu, or was given or lost access to it. */
export interface AdvisorActed extends Told {
  readonly kind: "advisor.acted";
  readonly act: (typeof ADVISOR_ACTS)[number];
  readonly userId: string;
  /** The menu's key, or the page it opens. */
  readonly key?: string;
}

/** An advisor wrote to the app. */
export interface AppMessage extends Told {
  readonly kind: "message";
  readonly userId: string;
  readonly type: string;
  readonly text?: string;
  readonly messageId?: string;
}

/** Acknowledged and noted, so that WeCom does not repeat it: of a kind we do not know, or without a field it must have. */
export interface UnknownEvent extends Told {
  readonly kind: "unknown";
  readonly event: string;
  readonly missing?: string;
}

export type WecomEvent =
  | ContactCame
  | ContactEdited
  | ContactGone
  | TransferFailed
  | ChatChanged
  | TagChanged
  | CardPressed
  | AppHealth
  | AdvisorActed
  | AppMessage
  | UnknownEvent;
