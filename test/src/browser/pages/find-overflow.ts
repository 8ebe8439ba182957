import type { Page } from "playwright-core";

/** A page that is wider than the screen has to be pushed sideways to be read: says by how much, and what sticks out. */
export const findOverflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const name = ({ tagName, className }: Element) =>
      `${tagName.toLowerCase()}.${String(className).split(" ").join(".")}`;
    const wide = [...document.body.querySelectorAll("*")].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 1,
    );
    const some = wide.slice(0, 4).map(name).join(", ");
    return [`wider than the screen: ${scrollWidth} instead of ${clientWidth} px: ${some}`];
  });
