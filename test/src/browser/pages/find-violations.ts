import axe from "axe-core";
import type { Page } from "playwright-core";

/**
 * Where a rule does not fit. A menu hangs at the end of the document, outside of every landmark, and still belongs to its
 * button. A card's name says what the card shows, with commas between, and how many problems instead of a bare number.
 */
const RULES = [
  { id: "region", selector: "body *:not([data-radix-popper-content-wrapper], [data-radix-popper-content-wrapper] *)" },
  { id: "label-content-name-mismatch", selector: "[aria-label]:not(.node-card-body), [aria-labelledby]" },
];

/**
 * What axe finds on the page, or in a part of it, as it is now: one line for each element, with the rule and the way to
 * mend it. Every impact counts, not only serious ones.
 */
export async function findViolations(page: Page, part = "html"): Promise<string[]> {
  // Evaluated by the debugger, which the pages' content policy does not bind.
  await page.evaluate(`window.axe === undefined && (() => { ${axe.source} })()`);
  // Cards that are out of sight take the place of an average one until they are drawn: axe, which scrolls, would see texts
  // lie over each other that never do.
  await page.evaluate(async () => {
    for (const card of document.querySelectorAll<HTMLElement>(".card, .library-card"))
      card.style.contentVisibility = "visible";
    await new Promise((drawn) => requestAnimationFrame(drawn));
  });
  return page.evaluate(
    async ({ part, rules }) => {
      const runner = (window as unknown as { axe: typeof axe }).axe; // put there by the line before
      runner.configure({ rules });
      const { violations } = await runner.run(part, { resultTypes: ["violations"], iframes: false });
      return violations.flatMap(({ id, impact, help, nodes }) =>
        nodes.map(({ target, html, any, all }) => {
          const ways = [...any, ...all].map(({ message }) => message).join("; ");
          return `${impact} ${id}: ${help}. ${target.join(" ")} ${html.slice(0, 160)} ${ways}`;
        }),
      );
    },
    { part, rules: RULES },
  );
}
