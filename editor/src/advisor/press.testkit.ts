import { act, fireEvent, screen, within } from "@testing-library/react";
import { vi } from "vitest";

/** Lets time go by on fake timers, and what is ready run on. */
export const pass = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));

export const press = async (name: string | RegExp, inside: HTMLElement = document.body) => {
  fireEvent.click(within(inside).getByRole("button", { name, hidden: true }));
  await pass();
};

export const dialog = () => screen.getByRole("dialog", { hidden: true });

/** Goes to a place of the advisor's pages, as a press on its link does. */
export const visit = async (hash: string) => {
  act(() => {
    location.hash = hash;
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  });
  await pass(50);
};
