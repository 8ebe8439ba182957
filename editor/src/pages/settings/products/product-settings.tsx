import type { Product } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { loadProducts } from "../../../api/brand-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { moneyWords } from "../../../i18n/money-words.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { Tag } from "../../../ui/badge.js";
import { Button } from "../../../ui/button.js";
import { Empty } from "../../../ui/notice.js";
import { SearchBox } from "../../../ui/search-box.js";
import { ListPanel } from "../../list/list-panel.js";
import { ProductDialog } from "./product-dialog.js";

export function ProductSettings({ readonly }: { readonly: boolean }) {
  const t = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const [search, setSearch] = useState("");
  const [edited, setEdited] = useState<Product | "new">();
  const list = useQuery({ queryKey: ["products"], queryFn: () => loadProducts(api) });
  const word = search.trim().toLowerCase();
  const products = list.data?.items
    .filter(({ sku, name }) => `${sku}\n${name}`.toLowerCase().includes(word))
    .sort((a, b) => Number(a.archived ?? false) - Number(b.archived ?? false) || a.name.localeCompare(b.name, "zh"));
  return (
    <>
      <div className="filters">
        <SearchBox label={t("products.search")} value={search} onChange={setSearch} />
        {!readonly && (
          <div className="page-actions">
            <Button tone="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
              {t("products.add")}
            </Button>
          </div>
        )}
      </div>
      <ListPanel
        list={{ ...list, items: products, retry: () => void list.refetch() }}
        empty={
          word === "" ? (
            <Empty title={t("products.none")}>{t("products.noneText")}</Empty>
          ) : (
            <Empty title={t("products.noMatch")} />
          )
        }
      >
        {(shown) => (
          <table className="table">
            <thead>
              <tr>
                <th>{t("products.name")}</th>
                <th>{t("products.sku")}</th>
                <th>{t("products.category")}</th>
                <th className="cell-number">{t("products.price")}</th>
                <th className="cell-number">{t("products.days")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((product) => (
                <tr key={product.sku}>
                  <td>
                    {readonly ? (
                      product.name
                    ) : (
                      <button type="button" className="link-button" onClick={() => setEdited(product)}>
                        {product.name}
                      </button>
                    )}{" "}
                    {product.archived && <Tag>{t("products.archived")}</Tag>}
                  </td>
                  <td data-label={t("products.sku")}>{product.sku}</td>
                  <td data-label={t("products.category")}>{product.category}</td>
                  <td data-label={t("products.price")} className="cell-number">
                    {product.price !== undefined && moneyWords(product.price)}
                  </td>
                  <td data-label={t("products.days")} className="cell-number">
                    {product.daysOfSupply}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ListPanel>
      {edited && <ProductDialog product={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}
