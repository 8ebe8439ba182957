import type { Product } from "@sopflow/schemas";

/** A product of the demo brand, with what a shelf life and a price do not say. Prices in fen, supply in days per unit. */
export type DemoProduct = Product & { readonly price: number; readonly daysOfSupply: number };

const product = (sku: string, name: string, category: string, price: number, daysOfSupply: number): DemoProduct => ({
  sku,
  name,
  category,
  price,
  daysOfSupply,
});

/** All made up, and named for what is in them. */
export const DEMO_PRODUCTS = [
  product("probiotic-30", "益生菌冻干粉 30 条", "肠道", 26_900, 30),
  product("lactoferrin-30", "乳铁蛋白粉 30 袋", "免疫", 39_800, 30),
  product("dha-30", "藻油 DHA 软胶囊 60 粒", "孕产", 32_800, 30),
  product("folate-40", "活性叶酸片 40 片", "孕产", 15_800, 40),
  product("calcium-45", "钙镁维 D 片 90 片", "骨骼", 19_800, 45),
  product("collagen-14", "胶原蛋白肽饮 14 瓶", "美容", 35_900, 14),
  product("birdnest-10", "鲜炖燕窝 10 碗", "美容", 52_000, 10),
  product("ejiao-20", "红枣阿胶糕 20 块", "气血", 29_900, 20),
  product("milk-25", "中老年高钙奶粉 800 克", "骨骼", 23_800, 25),
  product("joint-30", "氨糖软骨素片 60 片", "骨骼", 27_900, 30),
  product("protein-20", "乳清蛋白粉 20 袋", "营养", 36_800, 20),
  product("trial-7", "益生菌体验装 7 条", "体验", 5_900, 7),
] as const satisfies readonly DemoProduct[];

export type DemoSku = (typeof DEMO_PRODUCTS)[number]["sku"];

const bySku = new Map<string, DemoProduct>(DEMO_PRODUCTS.map((one) => [one.sku, one]));

/** The product of a sku. Throws for one that the demo brand does not sell. */
export function demoProduct(sku: string): DemoProduct {
  const found = bySku.get(sku);
  if (!found) throw new Error(`the demo brand sells no "${sku}"`);
  return found;
}
