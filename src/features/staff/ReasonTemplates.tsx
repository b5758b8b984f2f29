import './decision.css';
import '#ui/form.css';
import type { CaseProps } from './case-words.ts';
import type { DecisionKind } from './decision-contract.ts';
import type { Decidable } from './staff-api.ts';

/** Reasons of the edition one may begin with: a press puts the text into the field, where it can be changed. */
export function ReasonTemplates({
  words,
  locale,
  reasons,
  kind,
  decision,
  onChoose,
}: Pick<CaseProps, 'words' | 'locale' | 'reasons'> & {
  kind: Decidable;
  decision: DecisionKind;
  onChoose: (text: string) => void;
}) {
  const texts = (reasons[kind]?.[decision] ?? []).flatMap((one) => one[locale] ?? Object.values(one)[0] ?? []);
  if (texts.length === 0) return null;
  return (
    <div className="reason-templates">
      <p className="field-hint">{words.inbox.templates}</p>
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <button type="button" onClick={() => onChoose(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
