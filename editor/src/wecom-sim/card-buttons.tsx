import type { JsonObject } from "@sopflow/schemas";
import { useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Select } from "../ui/field.js";
import { SafeLink } from "./safe-link.js";
import { objectIn, objectsIn, type SimAppMessage, textIn } from "./sim-state.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { useSim } from "./use-sim.js";

/** Buttons, choices and menu of a card. Pressed, they tell the app by callback; grey, they say what was done. */
export function CardButtons({ message, userid }: { message: SimAppMessage; userid: string }) {
  const t = useTexts(SIM_TEXTS);
  const { act } = useSim();
  const [chosen, setChosen] = useState<Readonly<Record<string, readonly string[]>>>({});
  const { content: card, msgid, replacedBy } = message;
  const submit = objectIn(card, "submit_button");
  const buttons = [...objectsIn(card, "button_list"), ...(textIn(submit, "key") === "" ? [] : [submit])];
  const menu = objectsIn(objectIn(card, "action_menu"), "action_list");
  const questions = questionsOf(card);
  const press = (type: "advisor.pressButton" | "advisor.pickMenu", key: string) => {
    const selected = questions.map((question) => {
      const questionKey = textIn(question, "question_key");
      return { questionKey, optionIds: [...(chosen[questionKey] ?? firstOption(question))] };
    });
    const withChoice = type === "advisor.pressButton" && selected.length > 0;
    void act({ type, userid, msgid, key, ...(withChoice && { selected }) });
  };
  return (
    <>
      {questions.map((question) => {
        const key = textIn(question, "question_key");
        return (
          <Select
            key={key}
            aria-label={textIn(question, "title") || key}
            multiple={question.mode === 1}
            disabled={replacedBy !== null}
            onChange={(event) => {
              const ids = [...event.target.selectedOptions].map(({ value }) => value);
              setChosen((before) => ({ ...before, [key]: ids }));
            }}
          >
            {objectsIn(question, "option_list").map((option) => (
              <option key={textIn(option, "id")} value={textIn(option, "id")}>
                {textIn(option, "text")}
              </option>
            ))}
          </Select>
        );
      })}
      <div className="sim-card-buttons">
        {replacedBy !== null && buttons.length > 0 ? (
          <Button disabled>{replacedBy === "" ? t("advisor.pressed") : replacedBy}</Button>
        ) : (
          buttons.map((button) =>
            button.type === 1 ? (
              <SafeLink key={textIn(button, "text")} url={textIn(button, "url")}>
                {textIn(button, "text")}
              </SafeLink>
            ) : (
              <Button
                key={textIn(button, "key")}
                tone={button.style === undefined || button.style === 1 ? "primary" : "plain"}
                onClick={() => press("advisor.pressButton", textIn(button, "key"))}
              >
                {textIn(button, "text") || t("advisor.submit")}
              </Button>
            ),
          )
        )}
      </div>
      {menu.length > 0 && (
        <div className="sim-card-menu">
          {menu.map((item) => (
            <Button
              key={textIn(item, "key")}
              size="s"
              tone="quiet"
              onClick={() => press("advisor.pickMenu", textIn(item, "key"))}
            >
              {textIn(item, "text")}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

function questionsOf(card: JsonObject): JsonObject[] {
  const single = [objectIn(card, "button_selection"), objectIn(card, "checkbox")];
  return [...single.filter((part) => textIn(part, "question_key") !== ""), ...objectsIn(card, "select_list")];
}

const firstOption = (question: JsonObject): string[] => {
  const [first] = objectsIn(question, "option_list");
  const selected = textIn(question, "selected_id") || (first && textIn(first, "id"));
  return selected === undefined || selected === "" ? [] : [selected];
};
