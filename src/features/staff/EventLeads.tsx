import './case-forms.css';
import { useState } from 'react';
import { Awaited } from '#ui/Awaited.tsx';
import { useAnswer } from '#ui/room-query.ts';
import type { Answer } from '../../api/call-api.ts';
import type { EnquiryProps } from './case-words.ts';
import type { EventLeadForm } from './EventLeadForm.tsx';

/** Below the enquiries, folded: few need it, so the form is fetched when it is unfolded, and stays with what was typed. */
export function EventLeads(props: EnquiryProps) {
  const [isWanted, setWanted] = useState(false);
  return (
    <details className="event-leads contents-fold" onToggle={() => setWanted(true)}>
      <summary>{props.words.staffEnquiries.event.link}</summary>
      {isWanted && <FetchedForm {...props} />}
    </details>
  );
}

function FetchedForm(props: EnquiryProps) {
  const query = useAnswer(['event-lead-form'], fetchForm);
  return (
    <Awaited query={query} words={props.words} rows={5}>
      {(Form) => <Form {...props} />}
    </Awaited>
  );
}

const fetchForm = (): Promise<Answer<typeof EventLeadForm>> =>
  import('./EventLeadForm.tsx').then(
    (module) => ({ ok: true, value: module.EventLeadForm }),
    () => ({ ok: false, problem: 'network' }),
  );
