import type { Operation } from '../helpers/access-attempts.ts';

/*
 * Who may do what with the rows of which table: the declaration that access-matrix.test.ts measures. Nobody but the server and the
 * owner of the database ever writes a table; what a signed-in person changes goes through functions (access.test.ts).
 *
 *   partners   what people of an active partner read: own rows, or all
 *   owners     what the owner of one reads, where it is not the same
 *   staff      what the vendor's people read
 *   leads      what a programme lead reads, where it is not the same
 *   signedIn   what everybody with a valid token reads, whoever it is
 *   hidden     columns nobody signed in reads
 *   server     what the functions do by the secret key
 *
 * What is not said is refused.
 */
export type Access = 'own' | 'all';

export interface TableAccess {
  partners?: Access;
  owners?: Access;
  staff?: 'all';
  leads?: 'all';
  signedIn?: 'all';
  hidden?: readonly string[];
  server?: readonly Operation[];
}

export const accessMatrix: Record<string, TableAccess> = {
  'private.audit_chain': {},
  'private.audit_reasons': {},
  'private.audit_records': {},
  'private.audit_unsealed': {},
  'private.channel_pauses': { server: ['select', 'insert', 'update', 'delete'] },
  'private.ended_sessions': {},
  'private.free_mail_domains': {},
  'private.idempotency_keys': { server: ['select', 'insert', 'update', 'delete'] },
  'private.lead_refusals': {},
  'private.notifications': { server: ['select', 'insert', 'update'] },
  'private.protection_feeds': {},
  'private.rate_limit_salts': { server: ['select'] },
  'private.rate_limits': { server: ['select', 'insert', 'update', 'delete'] },
  'private.register_checks': {},
  'private.register_heads': {},
  'private.search_misses': { server: ['select', 'insert', 'update', 'delete'] },
  'private.sign_in_codes': {},
  'private.value_salts': {},
  'public.appeals': { partners: 'own', staff: 'all' },
  'public.applications': { staff: 'all', server: ['select', 'insert'] },
  'public.client_domains': { staff: 'all' },
  'public.client_transfers': { staff: 'all' },
  'public.client_pins': { partners: 'own', staff: 'all' },
  'public.clients': { staff: 'all' },
  'public.consents': { server: ['select', 'insert'] },
  'public.decisions': { staff: 'all' },
  'public.erasures': { staff: 'all' },
  'public.enquiries': { staff: 'all' },
  'public.files': { partners: 'own', staff: 'all' },
  'public.invitations': { partners: 'own', staff: 'all' },
  'public.lead_events': { partners: 'own', staff: 'all' },
  'public.lead_notes': { partners: 'own' },
  'public.lead_reviews': { staff: 'all' },
  'public.leads': { partners: 'own', staff: 'all' },
  'public.lesson_completions': {},
  'public.members': { partners: 'own', staff: 'all' },
  'public.notification_preferences': { partners: 'own', staff: 'all' },
  'public.offer_acceptances': { partners: 'own', staff: 'all', hidden: ['network_address'] },
  'public.offers': { signedIn: 'all', server: ['select', 'insert', 'update'] },
  'public.own_exports': { partners: 'own', staff: 'all' },
  'public.page_feedback': { server: ['select', 'insert', 'update'] },
  'public.partner_logos': { partners: 'own', staff: 'all' },
  'public.partner_profiles': { partners: 'own', staff: 'all' },
  'public.partners': { partners: 'own', staff: 'all', server: ['select'] },
  'public.passed_leads': { partners: 'own', staff: 'all' },
  'public.pin_extensions': { partners: 'own', staff: 'all' },
  'public.programme_editions': { signedIn: 'all', server: ['select', 'insert', 'update'] },
  'public.quarter_figures': { staff: 'all' },
  'public.receipts': { partners: 'own', staff: 'all' },
  'public.staff_exports': { staff: 'all' },
  'public.staff': { staff: 'all', server: ['select'] },
  'public.support_messages': { partners: 'own', staff: 'all' },
  'public.support_requests': { partners: 'own', staff: 'all' },
  'public.waiting_list': { partners: 'own', staff: 'all' },
};

/** Policies that let everybody signed in see every row, so that loosening them changes nothing. */
export const openPolicies: readonly string[] = [
  'public.offers: Whoever is signed in reads the offers',
  'public.programme_editions: Whoever is signed in reads the editions',
];
