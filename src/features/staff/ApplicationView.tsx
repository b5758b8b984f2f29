import './likeness.css';
import { fill, formatDate, formatNumber, formatPercent } from '#i18n/formats.ts';
import type { ApplicationCase } from './case-contract.ts';
import type { CaseProps } from './case-words.ts';
import { CaseHistory, decisionEvents } from './CaseHistory.tsx';
import { Block, companyText, ContactLines, Facts } from './Facts.tsx';
import { stateOf } from './LikenessTable.tsx';

/** An application: fit by criterion, what the company answered beside what the edition wants, companies like it, history. */
export function ApplicationView(props: CaseProps & { application: ApplicationCase }) {
  const { words, locale, application } = props;
  const { cases: t, inbox } = words;
  const { company, fit } = application;
  return (
    <>
      <Facts
        rows={[
          [inbox.suspicion, application.suspicion && inbox.suspicions[application.suspicion]],
          [inbox.company, companyText(props, company)],
          [inbox.contact, <ContactLines key="contact" {...application.contact} />],
        ]}
      />
      <Block title={`${t.fit}: ${fill(inbox.fitScore, { met: fit.met, of: fit.of })}`}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
        <div className="likeness" tabIndex={0} role="region" aria-label={t.fit}>
          <table className="fit-table">
            <thead>
              <tr>
                <th scope="col">{t.criterion}</th>
                <th scope="col">{t.answered}</th>
                <th scope="col">{t.wanted}</th>
              </tr>
            </thead>
            <tbody>
              {fit.criteria.map(({ id, met }) => (
                <tr key={id}>
                  <th scope="row">
                    <span className={met ? 'inbox-met' : 'inbox-unmet'} aria-hidden="true">
                      {met ? '✓' : '–'}
                    </span>{' '}
                    {words.criteria[id] ?? id}
                    <span className="visually-hidden">: {met ? words.fitStates.met : words.fitStates.notMet}</span>
                  </th>
                  <td>{answerTo(props, id)}</td>
                  <td className="muted">{wantedOf(props, id)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Block>
      <Block title={t.similar}>
        <Similar {...props} />
      </Block>
      <CaseHistory
        {...props}
        events={[
          { at: application.createdAt, title: t.received },
          ...(application.escalatedAt ? [{ at: application.escalatedAt, title: t.escalated }] : []),
          ...decisionEvents(props, application.decisions),
        ]}
      />
      {application.status !== 'waiting' && (
        <p className="note muted">
          {t.statuses[application.status]}
          {application.decidedAt && `, ${formatDate(locale, application.decidedAt, props.timeZone)}`}
          {application.decidedBy && `, ${application.decidedBy}`}
        </p>
      )}
    </>
  );
}

const choicesOf = (words: CaseProps['words'], id: string): Record<string, string> =>
  ({
    field: words.choices.fields,
    expertise: words.choices.expertise,
    'client-size': words.choices.clientSizes,
    aim: words.choices.aims,
  })[id] ?? {};

const named = (ids: readonly string[], from: Record<string, string>) => ids.map((id) => from[id] ?? id).join(', ');

function answerTo({ words, locale, application }: CaseProps & { application: ApplicationCase }, id: string): string {
  const { company, aim } = application;
  const names = choicesOf(words, id);
  switch (id) {
    case 'field':
      return named(company.fields, names);
    case 'expertise':
      return named(company.expertise, names);
    case 'client-size':
      return named(company.clientSizes, names);
    case 'headcount':
      return formatNumber(locale, company.headcount);
    case 'aim':
      return named([aim], names);
    default:
      return '';
  }
}

function wantedOf({ words, locale, application }: CaseProps & { application: ApplicationCase }, id: string): string {
  const t = words.cases;
  const criterion = application.criteria.find((one) => one.id === id);
  if (!criterion) return '';
  if ('atLeast' in criterion) return fill(t.atLeast, { n: formatNumber(locale, criterion.atLeast) });
  const names = choicesOf(words, id);
  return [
    fill(t.anyOf, { list: named(criterion.anyOf, names) }),
    criterion.noneOf.length > 0 && fill(t.noneOf, { list: named(criterion.noneOf, names) }),
  ]
    .filter(Boolean)
    .join('; ');
}

/** Companies that are known and look like this one, each with why. */
function Similar(props: CaseProps & { application: ApplicationCase }) {
  const { words, locale, timeZone, urls, application } = props;
  const t = words.cases;
  const { partners, applications, clients } = application.similar;
  const why = (one: { sameTaxId?: boolean; sameDomain?: boolean; similarity: number }) =>
    [
      one.sameTaxId && t.why.taxId,
      one.sameDomain && t.why.domain,
      one.similarity >= 0.4 && fill(t.why.name, { percent: formatPercent(locale, Math.round(one.similarity * 100)) }),
    ]
      .filter(Boolean)
      .join(', ');
  if (partners.length + applications.length + clients.length === 0) return <p className="note muted">{t.noSimilar}</p>;
  return (
    <ul className="case-lines">
      {partners.map((one) => (
        <li key={one.id}>
          <span>{one.name}</span>
          <span className="muted">
            {t.similarPartner}: {why(one)}
          </span>
        </li>
      ))}
      {applications.map((one) => (
        <li key={one.id}>
          <a href={`${urls.applications}?id=${one.id}`}>
            {one.name}, <span className="number">{one.number}</span>
          </a>
          <span className="muted">
            {t.similarApplied} {formatDate(locale, one.createdAt, timeZone)}, {t.statuses[one.status as 'waiting']}:{' '}
            {why(one)}
          </span>
        </li>
      ))}
      {clients.map((one) => (
        <li key={one.id}>
          <a href={`${urls.clients}?id=${one.id}`}>{one.name}</a>
          <span className="muted">
            {t.similarClient}, {stateOf(props, one)}: {why(one)}
          </span>
        </li>
      ))}
    </ul>
  );
}
