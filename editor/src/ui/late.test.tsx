// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { Component, type ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { late } from "./late.js";

afterEach(cleanup);

const Hello = ({ name }: { readonly name: string }) => <p>Hello {name}</p>;
const Wait = ({ name }: { readonly name: string }) => <p>Wait, {name}</p>;

describe("a part of a page that comes later", () => {
  it("holds its place, and shows as soon as its code is there", async () => {
    const Late = late(async () => Hello, Wait);
    render(<Late name="Wang" />);
    expect(screen.getByText("Wait, Wang")).toBeDefined();
    expect(await screen.findByText("Hello Wang")).toBeDefined();
  });
  it("shows at once when it was fetched before, and is fetched once", async () => {
    const fetch = vi.fn(async () => Hello);
    const Late = late(fetch, Wait);
    await Promise.all([Late.load(), Late.load()]);
    render(<Late name="Li" />);
    expect(screen.getByText("Hello Li")).toBeDefined();
    expect(fetch).toHaveBeenCalledTimes(1);
  });
  it("tells the page around it when it cannot be had, and tries again the next time", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const fetch = vi.fn<() => Promise<typeof Hello>>(async () => Hello);
    fetch.mockRejectedValueOnce(new Error("no connection"));
    const Late = late(fetch);
    const { unmount } = render(
      <Boundary>
        <Late name="Zhao" />
      </Boundary>,
    );
    expect(await screen.findByText("no connection")).toBeDefined();
    unmount();
    render(<Late name="Zhao" />);
    expect(await screen.findByText("Hello Zhao")).toBeDefined();
    quiet.mockRestore();
  });
});

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};
  static getDerivedStateFromError = (error: Error) => ({ error });
  override render() {
    return this.state.error ? <p>{this.state.error.message}</p> : this.props.children;
  }
}
