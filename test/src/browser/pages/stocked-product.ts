import { createServer } from "node:net";
import { type Product, startProduct } from "../product.js";
import type { Stock } from "./page-tour.js";
import { stockProduct } from "./stock-product.js";

/** All that the tours go through. */
export interface StockedProduct {
  /** The demo brand, with what its pages would not show by themselves. */
  readonly product: Product;
  readonly stock: Stock;
  /** The page of the WeCom that the demo brand is connected to. */
  readonly simulatorUrl: string;
  /** A brand that somebody has just started. */
  readonly empty: Product;
  close(): Promise<void>;
}

/** Starts both brands and fills the one. It takes seconds. */
export async function startStocked(): Promise<StockedProduct> {
  const port = await freePort();
  const product = await startProduct({ demo: true, env: { SOPFLOW_DEMO_WECOM: String(port) } });
  let empty: Product | undefined;
  const close = async () => {
    await Promise.all([product.close(), empty?.close()]);
  };
  try {
    empty = await startProduct();
    const stock = await stockProduct(product);
    return { product, stock, simulatorUrl: `http://127.0.0.1:${port}`, empty, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The demo's simulator is told its port before it starts. */
const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
