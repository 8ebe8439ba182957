export type Scope = "intake" | "read" | "tasks" | "flows" | "admin";
export type Role = "administrator" | "lead" | "advisor" | "viewer";

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  /** Hash of the secret; the secret itself is shown once and never stored. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly revokedAt?: number;
}

export interface SessionRow {
  readonly id: string;
  /** Hash of the cookie's token. */
  readonly hash: string;
  readonly userId: string;
  readonly role: Role;
  readonly advisorId?: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface SignInLinkRow {
  readonly hash: string;
  readonly userId: string;
  readonly role: Role;
  readonly advisorId?: string;
  readonly expiresAt: number;
}

export interface AccessStore {
  addKey(key: ApiKeyRow): Promise<void>;
  keys(): Promise<ApiKeyRow[]>;
  keyByHash(hash: string): Promise<ApiKeyRow | undefined>;
  revokeKey(id: string, at: number): Promise<boolean>;
  addLink(link: SignInLinkRow): Promise<void>;
  /** Uses a link up, atomically: the second caller gets undefined. */
  takeLink(hash: string, now: number): Promise<SignInLinkRow | undefined>;
  addSession(session: SessionRow): Promise<void>;
  session(hash: string, now: number): Promise<SessionRow | undefined>;
  endSession(hash: string): Promise<void>;
}
