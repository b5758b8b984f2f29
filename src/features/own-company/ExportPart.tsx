import { useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { Moment } from '#ui/Moment.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { roomQueries, useAnswer } from '#ui/room-query.ts';
import type { Problem } from '../../api/problem-contract.ts';
import type { CompanyProps } from './Company.tsx';
import { Part } from './CompanyPart.tsx';
import type { ExportFormat } from './export-contract.ts';
import { readExports, takeExport } from './own-company-api.ts';
import type { PartnerCompany } from './partner-contract.ts';

const exportsKey = ['exports'];

/** All own data in one click, for an owner; and who has taken it before. */
export function ExportPart(props: CompanyProps & { company: PartnerCompany }) {
  const t = props.words.ownExport;
  const { isOwner, owners } = props.company;
  return (
    <Part id="export" title={t.title} text={t.text}>
      {isOwner ? (
        <ExportButtons {...props} />
      ) : (
        <p className="note">{fill(t.ownersOnly, { owners: owners.join(', ') })}</p>
      )}
    </Part>
  );
}

function ExportButtons({ words, locale, timeZone }: CompanyProps) {
  const t = words.ownExport;
  const past = useAnswer(exportsKey, readExports);
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState('');
  const [refusal, setRefusal] = useState<Problem | 'network'>();

  async function take(format: ExportFormat) {
    if (isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    setTold(t.preparing);
    const answer = await takeExport(format, locale);
    setBusy(false);
    setTold(answer.ok ? fill(t.done, { name: answer.value.name }) : '');
    if (!answer.ok) setRefusal(answer.problem);
    void roomQueries.invalidateQueries({ queryKey: exportsKey });
  }

  return (
    <>
      <div className="export-ways">
        {(['csv', 'json'] as const).map((format) => (
          <p key={format}>
            <button
              type="button"
              className={format === 'csv' ? 'button button-primary' : 'button'}
              aria-disabled={isBusy || undefined}
              onClick={() => void take(format)}
            >
              {t[format]}
            </button>
            <span className="note muted">{format === 'csv' ? t.csvHint : t.jsonHint}</span>
          </p>
        ))}
      </div>
      <p role="status" className="note">
        {told}
      </p>
      {refusal && <ProblemNote problem={refusal} words={words} attempt={1} />}
      <Awaited query={past} words={words} rows={1}>
        {({ items }) =>
          items.length > 0 && (
            <>
              <h3>{t.past}</h3>
              <ul className="export-past">
                {items.map(({ at, by, format }) => (
                  <li key={at}>
                    <Moment at={at} locale={locale} timeZone={timeZone} isExact />{' '}
                    <span className="muted">{fill(t.pastLine, { by, format: t.formats[format] })}</span>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Awaited>
    </>
  );
}
