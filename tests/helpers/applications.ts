import type { ApplicationInput } from '../../src/features/applications/application-contract.ts';
import { postFormTo, postJsonTo } from './post.ts';

export { origin } from './post.ts';

/** An application that passes; numbers carry the region code 00, which is never issued. */
export function sampleApplication(): ApplicationInput {
  return {
    company: {
      name: 'ООО «Гавань интеграций»',
      country: 'RU',
      taxId: '0034567895',
      site: 'https://gavan.example/o-nas',
      headcount: 42,
      clientSizes: ['medium', 'large'],
      fields: ['it-integrator'],
      expertise: ['automation', 'integration'],
    },
    aim: 'sales-channel',
    contact: { name: 'Ирина Якорева', email: 'Irina@gavan.example', phone: '+7 900 000-00-00', position: 'Директор' },
    consents: { processing: true, mailing: false },
    locale: 'ru',
  };
}

/** The same as a browser without JavaScript sends it. */
export function formOf(application: ApplicationInput): URLSearchParams {
  const form = new URLSearchParams();
  for (const [first, value] of Object.entries(application)) {
    if (typeof value !== 'object') form.append(first, String(value));
    else
      for (const [second, inner] of Object.entries(value as Record<string, unknown>))
        for (const one of [inner].flat())
          if (one !== undefined && one !== false) form.append(`${first}.${second}`, String(one));
  }
  return form;
}

export const postJson = (body: unknown, headers?: Record<string, string>) =>
  postJsonTo('/api/applications', body, headers);
export const postForm = (form: URLSearchParams, headers?: Record<string, string>) =>
  postFormTo('/api/applications', form, headers);
