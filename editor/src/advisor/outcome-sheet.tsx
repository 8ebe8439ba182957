import type { Task } from "@sopflow/schemas";
import { useState } from "react";
import type { CompleteTaskBody } from "../api/wire-types.js";
import { ADVISOR_SHEET_TEXTS } from "../i18n/advisor-sheet-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Field, TextArea } from "../ui/field.js";
import { Sheet } from "../ui/sheet.js";
import type { SheetOccasion } from "./desk-context.js";
import { bodyOf, DONE, NO_ANSWER, type OutcomeAnswer, readAnswer } from "./outcome-answer.js";
import { OutcomeQuestion } from "./outcome-question.js";
import { wasSent } from "./sent-tasks.js";

interface OutcomeSheetProps {
  readonly task: Task;
  /** What else is on its card: one visit may do several things, and each keeps its own result. */
  readonly others: readonly Task[];
  /** It opened by itself: the advisor came back from the chat, or the message was just sent into it. */
  readonly occasion: SheetOccasion | undefined;
  readonly onSubmit: (results: readonly { readonly task: Task; readonly body: CompleteTaskBody }[]) => void;
  readonly onClose: () => void;
}

/** What is chosen for another task as long as nothing came of it. */
const NOT_YET = "";

/** What came of a task: one of the outcomes its flow listens to, and what that outcome asks for. */
export function OutcomeSheet({ task, others, occasion, onSubmit, onClose }: OutcomeSheetProps) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const [answers, setAnswers] = useState<Readonly<Record<string, OutcomeAnswer>>>({});
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const answerOf = ({ id }: Task) => answers[id] ?? NO_ANSWER;
  const questionOf = (about: Task) => ({
    name: `outcome ${about.id}`,
    answer: answerOf(about),
    read: readAnswer(about, answerOf(about)),
    onChange: (answer: OutcomeAnswer) => setAnswers({ ...answers, [about.id]: answer }),
    isTried,
  });

  const submit = () => {
    setTried(true);
    const answered = [task, ...others.filter((other) => answerOf(other).outcome)];
    const isFit = answered.every((about) => {
      const { isMissing, problems } = readAnswer(about, answerOf(about));
      return !isMissing && Object.keys(problems).length === 0;
    });
    if (!isFit) return;
    const said = note.trim();
    onSubmit(
      answered.map((about) => ({
        task: about,
        body: {
          ...bodyOf(about, answerOf(about)),
          ...(about === task && said !== "" && { note: said }),
          evidence: wasSent(about.id) ? "sidebar" : "own_word",
        },
      })),
    );
  };

  return (
    <Sheet
      title={t("outcome.title")}
      closeLabel={ui("close")}
      onClose={onClose}
      actions={
        <>
          {occasion && (
            <Button size="l" onClick={onClose}>
              {t(occasion === "sent" ? "outcome.after" : "outcome.later")}
            </Button>
          )}
          <Button size="l" tone="primary" onClick={submit}>
            {t("outcome.submit")}
          </Button>
        </>
      }
    >
      <p className="sheet-about">
        {task.customerName !== undefined && <strong>{task.customerName}</strong>} {task.title}
      </p>
      {occasion && <p>{t(`outcome.${occasion}`)}</p>}
      <OutcomeQuestion {...questionOf(task)} label={t("outcome.results")} options={task.outcomes} isNeeded />
      <Field label={t("outcome.note")}>
        {(control) => (
          <TextArea {...control} rows={2} maxLength={2_000} value={note} onChange={(e) => setNote(e.target.value)} />
        )}
      </Field>
      {others.length > 0 && (
        <section className="outcome-others">
          <h3>{t("outcome.others")}</h3>
          <p className="sheet-about">{t("outcome.othersAbout")}</p>
          {others.map((other) => {
            const { answer, ...question } = questionOf(other);
            const choices = other.outcomes.length > 0 ? other.outcomes : [{ id: DONE, label: t("outcome.done") }];
            return (
              <OutcomeQuestion
                key={other.id}
                {...question}
                answer={{ outcome: NOT_YET, ...answer }}
                label={other.title}
                options={[{ id: NOT_YET, label: t("outcome.notYet") }, ...choices]}
                isNeeded={false}
              />
            );
          })}
        </section>
      )}
    </Sheet>
  );
}
