// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Menu } from "./menu.js";

afterEach(cleanup);

function draw() {
  const onSelect = vi.fn();
  render(
    <Menu
      trigger={<button type="button">More</button>}
      groups={[[{ key: "a", label: "Export", onSelect }], [], [{ key: "b", label: "Off", disabled: true, onSelect }]]}
    />,
  );
  return onSelect;
}

describe("a menu", () => {
  it("opens at the first press of its button, does what is chosen and gives the focus back", async () => {
    const onSelect = draw();
    const user = userEvent.setup();
    expect(screen.getByRole("button", { name: "More" }).getAttribute("aria-haspopup")).toBe("menu");
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Export" }));
    expect(onSelect).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole("menu")).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "More" })));
  });
  it("opens with the keyboard, and again after it was closed", async () => {
    draw();
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard("{ArrowDown}");
    expect(await screen.findByRole("menuitem", { name: "Export" })).toBeDefined();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("menu")).toBeNull();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("menuitem", { name: "Export" })).toBeDefined();
  });
});
