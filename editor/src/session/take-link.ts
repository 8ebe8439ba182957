/** The sign-in token of this page's address. It is taken out of the address, so that it stays in no history and no screenshot. */
export function takeLink(location: Pick<Location, "href">, history: Pick<History, "replaceState">): string | undefined {
  const address = new URL(location.href);
  const link = address.searchParams.get("link");
  if (link === null) return undefined;
  address.searchParams.delete("link");
  history.replaceState(null, "", `${address.pathname}${address.search}${address.hash}`);
  return link === "" ? undefined : link;
}
