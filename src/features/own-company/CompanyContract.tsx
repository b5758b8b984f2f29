import { Moment } from '#ui/Moment.tsx';
import type { CompanyProps } from './Company.tsx';
import { Fact, Part } from './CompanyPart.tsx';
import type { PartnerCompany } from './partner-contract.ts';

/** What stands in the contract: to be read, and whom to ask when it has changed. */
export function CompanyContract({ words, locale, timeZone, company }: CompanyProps & { company: PartnerCompany }) {
  const t = words.company;
  const manager = company.accountManager;
  const [before = '', after = ''] = t.askManager.split('{manager}');
  return (
    <Part id="contract" title={t.contract} text={t.contractText}>
      <dl className="company-facts">
        <Fact name={t.name}>{company.name}</Fact>
        <Fact name={t.country}>{words.countries[company.country]}</Fact>
        <Fact name={words.taxIds[company.country]!}>
          <span className="tabular">{company.taxId}</span>
        </Fact>
        <Fact name={t.since}>
          <Moment at={company.since} locale={locale} timeZone={timeZone} />
        </Fact>
        <Fact name={t.manager}>{manager ? manager.name : t.managerNone}</Fact>
      </dl>
      <p className="note">
        {manager ? (
          <>
            {before}
            <a href={`mailto:${manager.email}`}>{manager.email}</a>
            {after}
          </>
        ) : (
          t.askVendor
        )}
      </p>
    </Part>
  );
}
