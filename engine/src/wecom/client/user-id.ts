/** WeCom answers userids in lower case whatever they were created as: compare and look up by this form. */
export const userIdKey = (userId: string): string => userId.trim().toLowerCase();

/** Whether two userids name the same member. */
export const isSameUser = (a: string, b: string): boolean => userIdKey(a) === userIdKey(b);

/** The userids of an answer such as `invaliduser`: `a|b|c`, as keys. */
export const userIdKeys = (joined: string | readonly string[] | undefined): ReadonlySet<string> => {
  const list = typeof joined === "string" ? joined.split("|") : (joined ?? []);
  return new Set(list.map(userIdKey).filter((key) => key !== ""));
};
