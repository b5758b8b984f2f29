/** Every page a letter links to; tests/output/letter-pages.test.ts holds them against the built site. */
export const letterPages = {
  signIn: '/sign-in/',
  apply: '/apply/',
  offer: '/programme/offer/',
  terms: '/programme/terms/',
  partner: '/partner/',
  leads: '/partner/leads/',
  passedLeads: '/partner/leads/passed/',
  appeals: '/partner/leads/appeals/',
  newLead: '/partner/leads/new/',
  clients: '/partner/clients/',
  offerToAccept: '/partner/offer/',
  support: '/partner/support/',
  staff: '/staff/',
  staffSupport: '/staff/support/',
} as const;
