const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** A page without scripts: one link for each person who could sit before it. */
export function choosePersonPage(url: string, people: readonly { name: string; query: string }[]): string {
  const links = people
    .map(({ name, query }) => `<li><a href="${escapeHtml(`${url}&${query}`)}">${escapeHtml(name)}</a></li>`)
    .join("");
  return (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<title>企业微信模拟器</title><h1>以谁的身份登录？</h1><p lang="en">Sign in as:</p><ul>${links}</ul></html>`
  );
}
