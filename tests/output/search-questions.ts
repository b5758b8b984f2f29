/** Questions as partners ask them, with the page that answers (where two do, both). Addresses begin so. */
export interface Question {
  asks: string;
  answers: string[];
}

const table = (text: string): Question[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' => '))
    .map(([asks = '', answers = '']) => ({ asks, answers: answers.split(' ') }));

export const publicQuestions = table(`
как закрепить клиента => /kb/pinning/pin-a-client/
сколько стоит корпоративный университет => /solutions/corporate-university/
как продлить закрепление => /kb/pinning/extend/
клиент пришёл напрямую к вендору => /kb/pinning/return/
почему отказали в закреплении => /kb/pinning/refusal/
как обжаловать отказ => /kb/pinning/appeal-and-waiting-list/ /kb/pinning/refusal/
лист ожидания => /kb/pinning/appeal-and-waiting-list/
клиент уже работает с другим партнёром => /kb/pinning/someone-elses-client/ /kb/pinning/appeal-and-waiting-list/
как доказать что клиент мой => /kb/pinning/proof/
кого считают одним клиентом => /kb/pinning/same-client/
какая комиссия у партнёра => /programme/
когда выплатят вознаграждение => /programme/
как стать партнёром => /apply/ /programme/ /kb/start/
сколько сотрудников должно быть в компании партнёра => /programme/ /apply/
что такое лид => /kb/start/glossary/
сколько дней защищён клиент => /kb/pinning/ /programme/terms/ /kb/start/
как принять оферту => /kb/start/offer-and-acceptance/
где хранить персональные данные => /kb/law/personal-data/ /legal/privacy/
ндс на лицензию => /kb/law/vat/
конфиденциальность и конкуренция => /kb/law/contract-and-competition/
как подготовить портал к установке => /kb/implement/prepare-portal/
пилот на одном отделе => /kb/implement/pilot/
передача решения клиенту => /kb/implement/handover/
кому писать если сломалось => /kb/support/who-to-ask/ /kb/support/
как написать запрос в поддержку => /kb/support/good-request/
когда выходят обновления => /kb/support/updates/
первый разговор с клиентом => /kb/sell/first-conversation/
что делать с переданным лидом => /kb/sell/passed-leads/
как участвовать в тендере => /kb/sell/tender/
решение для адаптации новичков => /solutions/newcomer-onboarding/
оценка персонала 360 => /solutions/performance-review/
график отпусков => /solutions/leave-planner/
опросы вовлечённости => /solutions/pulse-surveys/
справки и заявки в отдел кадров => /solutions/hr-service-desk/
цели и показатели программы => /programme/goals/
чек-лист программы => /programme/checklist/
согласие на рассылку => /legal/consent-mailing/
политика обработки персональных данных => /legal/privacy/
первые 30 дней => /kb/start/first-30-days/
как устроена программа => /kb/start/how-it-works/ /programme/
кто за что отвечает в команде партнёра => /kb/start/team-roles/
совместное мероприятие с вендором => /kb/marketing/joint-events/ /events/
как попасть в дайджест => /kb/marketing/digest/
плакат с нашим логотипом => /kb/marketing/posters-with-your-logo/
загрузить курсы scorm => /solutions/corporate-university/
как отозвать согласие => /legal/
закрпеление клиента => /kb/pinning/pin-a-client/
pfrhtgbnm rkbtynf => /kb/pinning/pin-a-client/
152-фз => /kb/law/personal-data/
38-фз => /kb/law/personal-data/ /legal/consent-mailing/
события => /events/
каталог решений => /solutions/
кэдо => /solutions/hr-service-desk/
эдо => /solutions/hr-service-desk/
лмс => /solutions/corporate-university/ /partner/solutions/corporate-university/compare/
как оформить тикет => /kb/support/good-request/
какие у вас продукты => /solutions/ /partner/course/products/
сколько времени клиент за мной => /kb/pinning/
бэкап портала перед установкой => /kb/implement/prepare-portal/
мы маркетинговое агентство возьмете => /programme/ /apply/
филиал в казахстане бин => /kb/pinning/same-client/
процент партнера => /programme/
а если вендор продаст сам моему клиенту => /kb/law/contract-and-competition/ /programme/offer/
наша компания 10 человек подойдем => /programme/ /apply/
телеграм канал => /kb/marketing/
больничный => /solutions/hr-service-desk/ /solutions/leave-planner/
удалите мои данные => /legal/ /kb/law/personal-data/
участвуем в конкурсе 44-фз => /kb/sell/tender/
перенести отпуск => /solutions/leave-planner/
с чего начать разговор с эйчаром => /kb/sell/first-conversation/
отписаться от рассылки => /legal/consent-mailing/ /kb/marketing/digest/
наставник новичка => /solutions/newcomer-onboarding/
`);

export const partnerQuestions = table(`
порядок показа => /partner/kb/demo/procedure/
типичные возражения => /partner/kb/sell/objections/
клиент говорит дорого => /partner/kb/sell/objections/ /partner/course/ /partner/solutions/
какую скидку можно дать => /partner/kb/sell/margin/
как посчитать окупаемость => /partner/kb/sell/payback/
перенос данных из старой системы обучения => /partner/kb/implement/migration/ /partner/solutions/
вход на демостенд => /partner/kb/demo/stand/
письмо после показа => /partner/kb/demo/after-demo/
позвать пресейл на встречу => /partner/kb/sell/vendor-presale/
упал портал у клиента => /partner/kb/support/outage-first-hour/
как настроить роли в корпоративном университете => /partner/solutions/corporate-university/administer/
показ графика отпусков => /partner/solutions/leave-planner/demo/
как продавать пульс-опросы => /partner/solutions/pulse-surveys/sell/
чем кадровый сервис отличается от других => /partner/solutions/hr-service-desk/compare/ /partner/solutions/hr-service-desk/
урок про закрепление => /partner/course/pinning/
как устроена лицензия enterprise hrm => /partner/course/products/enterprise-hrm/
руководство администратора адаптации новичков => /partner/solutions/newcomer-onboarding/administer/
что показывать клиенту сорок минут => /partner/kb/demo/procedure/ /partner/course/selling/demonstration/ /partner/solutions/corporate-university/demo/
расчёт и маржа => /partner/kb/sell/margin/ /partner/course/selling/quote-and-margin/
сравнение с облачной lms => /partner/solutions/corporate-university/compare/
стенд не открывается => /partner/kb/demo/stand/
курс => /partner/course/
плакаты скачать => /partner/materials/ /kb/marketing/posters-with-your-logo/
обмен отпусков с 1с => /partner/solutions/leave-planner/administer/
настройка порога анонимности => /partner/solutions/pulse-surveys/administer/
права доступа университет => /partner/solutions/corporate-university/
`);
