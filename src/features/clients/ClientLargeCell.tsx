import { formatNumber } from '#i18n/formats.ts';
import { CellRim, type CellState } from '#ui/ClientCell.tsx';
import { daysToShow } from './client-cells.ts';
import type { ClientPage } from './client-contract.ts';
import { cellStateOf } from './client-rules.ts';
import type { ClientCardProps } from './ClientCard.tsx';

/** The client's cell, large: the rim is the time left, the number says it. The sentence beside it says it to screen readers. */
export function ClientLargeCell({
  words,
  locale,
  protectionDays,
  client,
}: Pick<ClientCardProps, 'words' | 'locale' | 'protectionDays'> & { client: ClientPage }) {
  const { pin, inReview } = client;
  const state: CellState = pin ? cellStateOf(pin) : inReview ? 'deciding' : 'protected';
  const days = pin && daysToShow(pin);
  const forms = pin?.state === 'in_grace' ? words.clientCard.graceDays : words.clientCard.left;
  return (
    <svg
      className={`client-large-cell comb-item cell-${state}`}
      viewBox="-46 -53 92 106"
      width="240"
      height="276"
      aria-hidden="true"
    >
      <CellRim left={pin?.daysLeft ?? 0} of={protectionDays} state={state} inner={46} />
      {days !== undefined && (
        <>
          <text className="client-large-number" y="-2">
            {formatNumber(locale, days)}
          </text>
          <text className="client-large-unit" y="20">
            {forms[new Intl.PluralRules(locale).select(days) as 'other'] ?? forms.other}
          </text>
        </>
      )}
    </svg>
  );
}
