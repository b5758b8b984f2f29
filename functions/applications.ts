import type { Config } from '@netlify/functions';
import { applicationFields } from './applications/application-form.ts';
import { submitApplication } from './applications/submit-application.ts';
import { answerThanks, thanksUrl } from './applications/thanks.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { refusedForm } from './forms/filled-form-page.ts';
import { bodyOfForm, honeypotField } from './forms/form-fields.ts';
import { formRepeatKey } from './forms/form-repeat-key.ts';
import { answerFormStamp, readFormStamp } from './forms/form-stamp.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { idempotencyKey } from './http/idempotency-key.ts';
import { languageOfBody } from './http/language.ts';
import { bodyKind, readForm, readJson } from './http/request-body.ts';
import { stringsOf } from './i18n/words.ts';

const routes: Route[] = [
  { method: 'POST', path: '/api/applications', answer: receiveApplication },
  {
    method: 'GET',
    path: '/api/applications/stamp.css',
    answer: ({ request }) => answerFormStamp(request, '/api/applications'),
  },
  { method: 'GET', path: '/apply/thanks', answer: answerThanks },
  { method: 'GET', path: '/:lang{[a-z]{2}}/apply/thanks', answer: answerThanks },
];

export default endpoint(routes);

// The thank-you pages are files of the site too; the function fills them in, so it goes first.
export const config: Config = {
  path: [
    '/api/applications',
    '/api/applications/stamp.css',
    '/apply/thanks',
    '/apply/thanks/',
    '/:lang([a-z]{2})/apply/thanks',
  ],
  preferStatic: false,
};

/** An application is about 2 kB of text. */
const atMostBytes = 64 * 1024;

function receiveApplication(exchange: Exchange): Promise<Response> {
  return bodyKind(exchange.request, ['json', 'form']) === 'json' ? receiveJson(exchange) : receiveForm(exchange);
}

async function receiveJson(exchange: Exchange): Promise<Response> {
  const key = idempotencyKey(exchange.request);
  const body = await readJson(exchange.request, atMostBytes);
  exchange.language = languageOfBody(body) ?? exchange.language;
  const { networkAddress } = exchange;
  const received = await submitApplication({ body, channel: 'json', networkAddress, idempotencyKey: key });
  deliverSoon(exchange);
  const { number, fit, answerBy } = received;
  const thanks = thanksUrl(exchange.language, { number, answerBy, met: fit.met, of: fit.of });
  return Response.json({ number, fit, answerBy, thanksUrl: thanks }, { status: 201 });
}

/** A browser without JavaScript: 303 to the thank-you page, or the form again with what was typed. */
async function receiveForm(exchange: Exchange): Promise<Response> {
  const form = await readForm(exchange.request, atMostBytes);
  const body = bodyOfForm(applicationFields, form);
  exchange.language = languageOfBody(body) ?? exchange.language;
  try {
    const stamp = readFormStamp(exchange.request);
    const { number, fit, answerBy } = await submitApplication({
      body,
      channel: 'form',
      networkAddress: exchange.networkAddress,
      tooFast: stamp.verdict === 'too_fast',
      suspicion: form.get(honeypotField) ? 'honeypot' : stamp.verdict === 'no_stamp' ? 'no_stamp' : undefined,
      // A double click sends the same form twice; the page's stamp makes the second one a repetition of the first.
      idempotencyKey: stamp.verdict === 'filled_in' ? formRepeatKey(stamp.stamp, body) : undefined,
    });
    deliverSoon(exchange);
    const location = thanksUrl(exchange.language, { number, answerBy, met: fit.met, of: fit.of });
    return new Response(null, { status: 303, headers: { location } });
  } catch (error) {
    const { language } = exchange;
    const shown = { language, action: '/api/applications', labels: stringsOf(language).apply.fields };
    return refusedForm('/apply/', shown, form, error);
  }
}
