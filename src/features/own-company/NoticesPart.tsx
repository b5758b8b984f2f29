import '#ui/form.css';
import { useState } from 'react';
import { Awaited } from '#ui/Awaited.tsx';
import { problemText } from '#ui/ProblemNote.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import type { CompanyProps } from './Company.tsx';
import { Part } from './CompanyPart.tsx';
import type { NoticeKind, Notices } from './notice-contract.ts';
import { changeNotice, readNotices } from './own-company-api.ts';

const noticesKey = ['notices'];

/** Which letters come to the person who looks: each box holds at once, and what always comes is said. */
export function NoticesPart({ words }: CompanyProps) {
  const t = words.notices;
  const notices = useAnswer(noticesKey, readNotices);
  return (
    <Part id="notices" title={t.title} text={t.text}>
      <Awaited query={notices} words={words} rows={6}>
        {({ items }) => <NoticeBoxes items={items} words={words} />}
      </Awaited>
      <h3>{t.always}</h3>
      <ul className="notices-always">
        {t.obligatory.map((line) => (
          <li key={line}>
            <span>{line}</span> <span className="note muted">{t.alwaysMark}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function NoticeBoxes({ items, words }: Notices & Pick<CompanyProps, 'words'>) {
  const t = words.notices;
  const [told, setTold] = useState<{ notice: NoticeKind; text: string; isWrong: boolean }>();

  async function change(notice: NoticeKind, wanted: boolean) {
    const show = (shown: boolean) =>
      roomQueries.setQueryData<Notices>(noticesKey, (before) => ({
        items: (before?.items ?? items).map((one) => (one.notice === notice ? { ...one, wanted: shown } : one)),
      }));
    show(wanted);
    setTold(undefined);
    const answer = await changeNotice(notice, wanted);
    if (!answer.ok) show(!wanted);
    setTold(
      answer.ok
        ? { notice, text: t.saved, isWrong: false }
        : { notice, text: `${t.notSaved}. ${problemText(answer.problem, words).text}`, isWrong: true },
    );
  }

  return (
    <>
      <fieldset className="field choices">
        <legend className="field-label">{t.optional}</legend>
        <div className="choice-list">
          {items.map(({ notice, wanted, promised }) => (
            <label className="choice" key={notice}>
              <input type="checkbox" checked={wanted} onChange={() => void change(notice, !wanted)} />
              <span className="letter-kind">
                <span className="letter-kind-title">{t.kinds[notice].title}</span>
                <span className="note muted">{t.kinds[notice].text}</span>
                {promised && !wanted && <span className="note">{t.promised}</span>}
                {told?.notice === notice && (
                  <span className={told.isWrong ? 'field-error' : 'field-good'} aria-hidden="true">
                    {told.text}
                  </span>
                )}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="visually-hidden" role="status">
        {told && `${t.kinds[told.notice].title}: ${told.text}`}
      </p>
    </>
  );
}
