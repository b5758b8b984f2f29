import './case-forms.css';
import { useState } from 'react';
import { FetchedPart } from '#ui/FetchedPart.tsx';
import type { EnquiryProps } from './case-words.ts';

const fetchForm = () => import('./EventLeadForm.tsx').then((module) => module.EventLeadForm);

/** Below the enquiries, folded: few need it, so the form is fetched when it is unfolded, and stays with what was typed. */
export function EventLeads(props: EnquiryProps) {
  const [isWanted, setWanted] = useState(false);
  return (
    <details className="event-leads contents-fold" onToggle={() => setWanted(true)}>
      <summary>{props.words.staffEnquiries.event.link}</summary>
      {isWanted && (
        <FetchedPart name="event-lead-form" load={fetchForm} words={props.words} rows={5}>
          {(Form) => <Form {...props} />}
        </FetchedPart>
      )}
    </details>
  );
}
