import { useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { moneyWords } from "../i18n/money-words.js";
import { Button } from "../ui/button.js";
import { Select } from "../ui/field.js";
import type { SimCustomer } from "./sim-state.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { useSim } from "./use-sim.js";

/** The shop: the customer who is played buys something, and the product hears of it. */
export function ShopStrip({ customer }: { customer: SimCustomer | undefined }) {
  const t = useTexts(SIM_TEXTS);
  const { state, post } = useSim();
  const [sku, setSku] = useState(state.products[0]?.sku ?? "");
  const [orderId, setOrderId] = useState("");
  const product = state.products.find((item) => item.sku === sku);
  const buy = async () => {
    if (!customer || !product) return;
    const { externalUserid } = customer;
    const answer = await post("/sim/shop/orders", { externalUserid, sku: product.sku, amount: product.price });
    setOrderId(answer ? String(answer.orderId) : "");
  };
  return (
    <section className="sim-panel" aria-label={t("shop.title")}>
      <h2>{t("shop.title")}</h2>
      {!state.hasShop ? (
        <p className="sim-hint">{t("shop.none")}</p>
      ) : !customer ? (
        <p className="sim-hint">{t("shop.whoNone")}</p>
      ) : (
        <div className="sim-row">
          <span>{t("shop.who", { name: customer.name })}</span>
          <Select aria-label={t("shop.product")} value={sku} onChange={(event) => setSku(event.target.value)}>
            {state.products.map((item) => (
              <option key={item.sku} value={item.sku}>
                {item.name}
              </option>
            ))}
          </Select>
          <Button tone="primary" size="s" onClick={() => void buy()}>
            {t("shop.buy", { price: moneyWords(product?.price ?? 0) })}
          </Button>
        </div>
      )}
      <p role="status" className="sim-hint">
        {orderId === "" ? "" : t("shop.done", { id: orderId })}
      </p>
    </section>
  );
}
