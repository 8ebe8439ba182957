import type { DataOf } from "@sopflow/schemas";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { dateText } from "../../time/brand-time.js";
import { Select } from "../../ui/field.js";
import { attributeChoices, useBrand } from "../brand-context.js";
import { ChoiceField, OptionalPart } from "../fields/choice-field.js";
import { NumberField } from "../fields/number-field.js";
import { OffsetField } from "../fields/offset-field.js";
import { DateField, InstantField, TimeField, WeekdaysField } from "../fields/time-fields.js";
import { useForm } from "../form-context.js";
import { FormField } from "../form-field.js";
import { useZone } from "../zone-context.js";
import type { NodeForm } from "./node-form.js";
import { soon } from "./soon.js";

type Data = DataOf<"wait.until">;
const KINDS = ["time", "weekday", "date", "instant", "attribute", "anchor"] as const;
type Kind = (typeof KINDS)[number];

function kindOf(data: Data): Kind {
  if ("date" in data) return data.date.includes("T") ? "instant" : "date";
  if ("weekday" in data) return "weekday";
  if ("attribute" in data) return "attribute";
  return "anchor" in data ? "anchor" : "time";
}

export const WaitUntilForm: NodeForm<"wait.until"> = ({ data }) => {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const zone = useZone();
  const brand = useBrand();
  const dates = attributeChoices(brand, "date");
  const { ifPast } = data;
  const time = "time" in data && data.time !== undefined ? data.time : "10:00";
  const first: Readonly<Record<Kind, unknown>> = {
    time: { time, ifPast },
    weekday: { weekday: 1, time, ifPast },
    date: { date: dateText(zone, Date.now() + 7 * 86_400_000), ifPast },
    instant: { date: soon(Date.now(), zone), ifPast },
    attribute: { attribute: dates[0]?.value ?? "birthday", offset: "PT0S", time, ifPast },
    anchor: { anchor: "friendSince", day: 7, time, ifPast },
  };
  return (
    <>
      <FormField path={["kind"]} label={t("until.kind")}>
        {(control) => (
          <Select
            {...control}
            value={kindOf(data)}
            onChange={({ target }) => {
              const kind = KINDS.find((one) => one === target.value);
              if (kind) change([], first[kind]);
            }}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`until.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {"date" in data &&
        (kindOf(data) === "instant" ? (
          <InstantField path={["date"]} label={t("until.instant")} value={data.date} />
        ) : (
          <DateField path={["date"]} label={t("date")} value={data.date} />
        ))}
      {"weekday" in data && (
        <WeekdaysField
          path={["weekday"]}
          label={t("until.weekday")}
          value={[data.weekday]}
          single
          onChange={([day]) => change(["weekday"], day)}
        />
      )}
      {"attribute" in data && (
        <>
          <ChoiceField path={["attribute"]} label={t("until.attribute")} value={data.attribute} choices={dates} />
          <OffsetField path={["offset"]} label={t("until.offset")} value={data.offset} />
          <OptionalPart path={["time"]} label={t("until.atTime")} value={data.time} initial="10:00">
            <TimeField path={["time"]} label={t("time")} value={data.time} />
          </OptionalPart>
        </>
      )}
      {"anchor" in data && (
        <div className="two">
          <ChoiceField
            path={["anchor"]}
            label={t("until.anchor")}
            value={data.anchor}
            choices={(["enteredAt", "friendSince", "lastOrderAt"] as const).map((one) => ({
              value: one,
              label: t(`anchor.${one}`),
            }))}
          />
          <NumberField path={["day"]} label={t("until.day")} value={data.day} unit={t("unit.day")} min={0} />
        </div>
      )}
      {"time" in data && !("attribute" in data) && <TimeField path={["time"]} label={t("time")} value={data.time} />}
      <ChoiceField
        path={["ifPast"]}
        label={t("until.ifPast")}
        value={ifPast}
        choices={(["go", "next", "exit"] as const).map((one) => ({ value: one, label: t(`ifPast.${one}`) }))}
      />
    </>
  );
};
