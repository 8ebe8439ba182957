// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useTaskNews } from "./use-task-news.js";

class Source {
  static readonly open: Source[] = [];
  readyState = 1;
  onopen = null;
  onerror = null;
  isClosed = false;
  tell = () => {};
  constructor(readonly address: string) {
    Source.open.push(this);
  }
  addEventListener(_type: string, listener: (event: { data: string }) => void) {
    this.tell = () => listener({ data: "{}" });
  }
  close() {
    this.isClosed = true;
  }
}

function List({ isOn, onNews }: { isOn: boolean; onNews: () => void }) {
  useTaskNews(isOn, onNews);
  return null;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  Source.open.length = 0;
});

describe("the phone's list", () => {
  it("hears of changed tasks while it is shown, and no longer", async () => {
    vi.stubGlobal("EventSource", Source);
    const news = vi.fn();
    const view = render(<List isOn={true} onNews={news} />);
    await vi.waitFor(() => expect(Source.open).toHaveLength(1));
    expect(Source.open.map(({ address }) => address)).toEqual(["/v1/tasks/live"]);
    Source.open[0]?.tell();
    expect(news).toHaveBeenCalledTimes(1);
    view.rerender(<List isOn={true} onNews={news} />);
    expect(Source.open).toHaveLength(1);
    view.rerender(<List isOn={false} onNews={news} />);
    expect(Source.open[0]?.isClosed).toBe(true);
  });

  it("does without streams where there are none", () => {
    expect(() => render(<List isOn={true} onNews={() => {}} />)).not.toThrow();
    expect(Source.open).toEqual([]);
  });
});
