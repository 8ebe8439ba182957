// @vitest-environment jsdom
import type { LibraryItem } from "@sopflow/schemas";
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { renderPage } from "../../pages/render-page.testkit.js";
import { LibraryPick } from "./library-pick.js";

afterEach(cleanup);

const item = (part: Partial<LibraryItem>): Partial<LibraryItem> => ({ folder: "", visibility: "all", ...part });
const ITEMS = [
  item({ id: "1", kind: "text", title: "话术" }),
  item({ id: "2", kind: "image", title: "产品图", url: "/files/a.png" }),
  item({ id: "3", kind: "file", title: "短片", url: "/files/b.mp4" }),
  item({ id: "4", kind: "link", title: "我的", url: "https://a.example", visibility: "own" }),
];

it("a step takes materials over from the library: what everybody may see, a film as a film", async () => {
  const onPick = vi.fn();
  await renderPage({
    path: "/",
    at: "/",
    component: () => <LibraryPick onPick={onPick} />,
    answer: () => ({ items: ITEMS, folders: [] }),
  });
  fireEvent.click(screen.getByRole("button", { name: "从话术库选" }));
  const dialog = within(await screen.findByRole("dialog"));
  await dialog.findByText("产品图");
  expect(dialog.queryByText("话术")).toBeNull();
  expect(dialog.queryByText("我的")).toBeNull();
  fireEvent.click(dialog.getByText("短片"));
  expect(onPick).toHaveBeenCalledWith({ kind: "video", title: "短片", url: "/files/b.mp4" });
  expect(screen.queryByRole("dialog")).toBeNull();
});
