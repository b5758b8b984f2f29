import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { PartnersRoom } from '#ui/PartnersRoom.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { readCompany } from '../../api/read-company.ts';
import { CompanyContract } from './CompanyContract.tsx';
import { ExportPart } from './ExportPart.tsx';
import { LogoPart } from './LogoPart.tsx';
import { NoticesPart } from './NoticesPart.tsx';
import { ProfilePart } from './ProfilePart.tsx';
import { companyKey } from './shown-company.ts';

export interface CompanyProps {
  words: IslandWords &
    Pick<Strings, 'company' | 'notices' | 'ownExport'> & {
      countries: Record<string, string>;
      taxIds: Record<string, string>;
      optional: string;
    };
  locale: string;
  timeZone: string;
  solutions: { value: string; label: string }[];
}

/** The company as the vendor sees it, in parts: the contract, what it says of itself, the logo, letters, all its data. */
export function Company(props: CompanyProps) {
  return (
    <PartnersRoom words={props.words}>
      <CompanyParts {...props} />
    </PartnersRoom>
  );
}

function CompanyParts(props: CompanyProps) {
  const company = useAnswer(companyKey, readCompany);
  return (
    <Awaited query={company} words={props.words} rows={8}>
      {(value) => (
        <div className="company">
          <CompanyContract {...props} company={value} />
          <ProfilePart {...props} company={value} />
          <LogoPart {...props} company={value} />
          <NoticesPart {...props} />
          <ExportPart {...props} company={value} />
        </div>
      )}
    </Awaited>
  );
}
