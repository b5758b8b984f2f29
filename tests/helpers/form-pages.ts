/*
 * The two pages a function fills in, reduced to what it relies on: names, ids, `data-error-for`, `data-error-summary`,
 * `data-receipt`. The real ones are in src/pages; tests of the built site hold them to the same marks.
 */
const choices: Record<string, string[]> = {
  'company.fields': ['bitrix24-portals-crm', 'it-integrator', 'consulting', 'own-hr-portals', 'other'],
  'company.expertise': ['processes', 'automation', 'portals', 'crm', 'integration', 'unrelated'],
  'company.clientSizes': ['micro', 'small', 'medium', 'large'],
};
const aims = ['project-quality', 'sales-channel', 'new-audience', 'none', 'gain-expertise', 'like-products'];
const lines = [
  'company.headcount',
  'company.taxId',
  'company.name',
  'company.site',
  'contact.name',
  'contact.position',
  'contact.email',
  'contact.phone',
];

const idOf = (name: string) => name.replace('.', '-');
const place = (name: string) => `<p id="${idOf(name)}-error" data-error-for="${name}" hidden></p>`;

export function applyPage(lang: 'ru' | 'en'): string {
  const groups = Object.entries(choices).map(([name, values]) => {
    const boxes = values.map(
      (value, index) =>
        `<input type="checkbox" name="${name}" value="${value}" id="${idOf(name)}${index ? `-${index}` : ''}">`,
    );
    return `<fieldset>${boxes.join('')}</fieldset>${place(name)}`;
  });
  const inputs = lines.map(
    (name) =>
      `<label for="${idOf(name)}">${name}</label><input name="${name}" id="${idOf(name)}" aria-describedby="${idOf(name)}-hint">${place(name)}`,
  );
  const radios = aims.map(
    (value, index) => `<input type="radio" name="aim" value="${value}" id="aim${index ? `-${index}` : ''}">`,
  );
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Стать партнёром</title>
<noscript><link rel="stylesheet" href="/api/applications/stamp.css"></noscript></head>
<body><main><astro-island uid="x" component-url="/_astro/ApplyForm.js" client="load" ssr=""><form action="/api/applications" method="post">
<div data-error-summary hidden></div>
<input type="hidden" name="locale" value="${lang}">
${groups.join('\n')}
${radios.join('')}${place('aim')}
<select name="company.country" id="company-country"><option value="RU" selected>Россия</option><option value="KZ">Казахстан</option><option value="BY">Беларусь</option></select>${place('company.country')}
${inputs.join('\n')}
<input type="checkbox" name="consents.processing" value="true" id="consents-processing">${place('consents.processing')}
<input type="checkbox" name="consents.mailing" value="true" id="consents-mailing">${place('consents.mailing')}
<div hidden><input name="website2" tabindex="-1" autocomplete="off"></div>
<button>Отправить заявку</button></form></astro-island></main></body></html>`;
}

export function thanksPage(lang: 'ru' | 'en'): string {
  return `<!doctype html><html lang="${lang}"><head><title>Заявка у нас</title></head><body><main>
<section data-receipt-present hidden><b data-receipt="number"></b><time data-receipt="answer-by"></time><i data-receipt="fit"></i></section>
<section data-receipt-missing><h1>Спасибо</h1></section></main></body></html>`;
}

const enquiryLines = [
  'company.name',
  'company.taxId',
  'company.site',
  'contact.name',
  'contact.email',
  'contact.phone',
];

export function enquiryPage(lang: 'ru' | 'en'): string {
  const inputs = enquiryLines.map(
    (name) =>
      `<label for="${idOf(name)}">${name}</label><input name="${name}" id="${idOf(name)}" aria-describedby="${idOf(name)}-hint">${place(name)}`,
  );
  const boxes = ['corporate-university', 'hr-portal'].map(
    (slug, index) =>
      `<input type="checkbox" name="solutions" value="${slug}" id="solutions${index ? `-${index}` : ''}">`,
  );
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Обращение</title>
<noscript><link rel="stylesheet" href="/api/enquiries/stamp.css"></noscript></head>
<body><main><form action="/api/enquiries" method="post">
<div data-error-summary hidden></div>
<input type="hidden" name="locale" value="${lang}">
<select name="company.country" id="company-country"><option value="RU" selected>Россия</option><option value="KZ">Казахстан</option></select>${place('company.country')}
${inputs.join('\n')}
<fieldset>${boxes.join('')}</fieldset>${place('solutions')}
<textarea name="message" id="message"></textarea>${place('message')}
<input type="checkbox" name="consents.processing" value="true" id="consents-processing">${place('consents.processing')}
<input type="checkbox" name="consents.transfer" value="true" id="consents-transfer">${place('consents.transfer')}
<div hidden><input name="website2" tabindex="-1" autocomplete="off"></div>
<button>Отправить</button></form></main></body></html>`;
}
