import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { AwaitedRows } from '#ui/Awaited.tsx';
import { RoomQueries } from '#ui/RoomQueries.tsx';
import { useAddress } from '#ui/use-address.ts';
import { PartnerCard } from './PartnerCard.tsx';
import { PartnerList } from './PartnerList.tsx';

export interface PartnersProps {
  words: IslandWords &
    Pick<Strings, 'staffPartners'> & {
      leadStatuses: Record<string, string>;
      sample: string;
      taxIds: Record<string, string>;
    };
  locale: string;
  timeZone: string;
  /** Ids of the published editions, the newest first. */
  editions: string[];
  urls: { inbox: string; partners: string; audit: string; numbers: string; clients: string };
}

/** All partners, or one of them where the address names it. */
export function StaffPartners(props: PartnersProps) {
  const address = useAddress();
  const id = address?.get('id');
  return (
    <RoomQueries>
      {!address ? (
        <AwaitedRows rows={5} words={props.words} />
      ) : id ? (
        <PartnerCard key={id} {...props} id={id} />
      ) : (
        <PartnerList {...props} />
      )}
    </RoomQueries>
  );
}
