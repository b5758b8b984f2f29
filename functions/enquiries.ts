import type { Config } from '@netlify/functions';
import { isFromCrm } from './enquiries/crm-token.ts';
import { enquiryFields, withoutUnusedCountry } from './enquiries/enquiry-form.ts';
import { receiveEnquiry } from './enquiries/receive-enquiry.ts';
import { routeSoon } from './enquiries/route-soon.ts';
import { answerThanks, thanksUrl } from './enquiries/thanks.ts';
import { refusedForm } from './forms/filled-form-page.ts';
import { bodyOfForm, honeypotField } from './forms/form-fields.ts';
import { formRepeatKey } from './forms/form-repeat-key.ts';
import { answerFormStamp, readFormStamp } from './forms/form-stamp.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { idempotencyKey } from './http/idempotency-key.ts';
import { languageOfBody } from './http/language.ts';
import { bodyKind, readForm, readJson } from './http/request-body.ts';
import { stringsOf } from './i18n/words.ts';

const action = '/api/enquiries';

const routes: Route[] = [
  { method: 'POST', path: '/api/enquiries', answer: receive },
  { method: 'GET', path: '/api/enquiries/stamp.css', answer: ({ request }) => answerFormStamp(request, action) },
  { method: 'GET', path: '/enquiry/thanks', answer: answerThanks },
  { method: 'GET', path: '/:lang{[a-z]{2}}/enquiry/thanks', answer: answerThanks },
];

export default endpoint(routes);

// The thank-you pages are files of the site too; the function fills them in, so it goes first.
export const config: Config = {
  path: [
    '/api/enquiries',
    '/api/enquiries/stamp.css',
    '/enquiry/thanks',
    '/enquiry/thanks/',
    '/:lang([a-z]{2})/enquiry/thanks',
  ],
  preferStatic: false,
};

/** A message of 4,000 characters is 24 kB, percent-encoded. */
const atMostBytes = 64 * 1024;

function receive(exchange: Exchange): Promise<Response> {
  const fromCrm = isFromCrm(exchange.request);
  const kind = bodyKind(exchange.request, fromCrm ? ['json'] : ['json', 'form']);
  return kind === 'json' ? receiveJson(exchange, fromCrm ? 'crm' : 'json') : receiveForm(exchange);
}

async function receiveJson(exchange: Exchange, channel: 'json' | 'crm'): Promise<Response> {
  const key = idempotencyKey(exchange.request);
  const body = await readJson(exchange.request, atMostBytes);
  exchange.language = languageOfBody(body) ?? exchange.language;
  const { networkAddress } = exchange;
  const received = await receiveEnquiry({ body, channel, networkAddress, idempotencyKey: key });
  routeSoon(exchange);
  return Response.json({ ...received, thanksUrl: thanksUrl(exchange.language, received) }, { status: 202 });
}

/** A browser without JavaScript: 303 to the thank-you page, or the form again with what was typed. */
async function receiveForm(exchange: Exchange): Promise<Response> {
  const form = await readForm(exchange.request, atMostBytes);
  const body = withoutUnusedCountry(bodyOfForm(enquiryFields, form));
  exchange.language = languageOfBody(body) ?? exchange.language;
  try {
    const stamp = readFormStamp(exchange.request);
    const received = await receiveEnquiry({
      body,
      channel: 'form',
      networkAddress: exchange.networkAddress,
      tooFast: stamp.verdict === 'too_fast',
      suspicion: form.get(honeypotField) ? 'honeypot' : stamp.verdict === 'no_stamp' ? 'no_stamp' : undefined,
      idempotencyKey: stamp.verdict === 'filled_in' ? formRepeatKey(stamp.stamp, body) : undefined,
    });
    routeSoon(exchange);
    return new Response(null, { status: 303, headers: { location: thanksUrl(exchange.language, received) } });
  } catch (error) {
    const { language } = exchange;
    return refusedForm('/enquiry/', { language, action, labels: stringsOf(language).enquiry.fields }, form, error);
  }
}
