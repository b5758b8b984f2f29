import { describe, expect, it } from 'vitest';
import { Refusal } from '../../functions/http/refusal.ts';
import { leadOfRow } from '../../functions/leads/lead-of-row.ts';
import { readCsv } from '../../functions/leads/read-csv.ts';

const read = (text: string) => readCsv(new TextEncoder().encode(text));
const refusalOf = (bytes: Uint8Array | string) => {
  try {
    readCsv(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.detail.fields];
    throw error;
  }
  return undefined;
};
const head = 'client.name;client.country;client.taxId;need';

describe('a file of leads', () => {
  it.each([
    ['semicolons', `${head}\nГавань;RU;0034567895;Портал`],
    ['commas', `${head.replaceAll(';', ',')}\nГавань,RU,0034567895,Портал`],
    ['tabs', `${head.replaceAll(';', '\t')}\nГавань\tRU\t0034567895\tПортал`],
    ['the mark of Excel and its line ends', `\uFEFF${head}\r\nГавань;RU;0034567895;Портал\r\n`],
    ['Russian names of columns in another order', `Задача;ИНН;Страна;Название\nПортал;0034567895;RU;Гавань`],
    ['unknown columns', `${head};заметки\nГавань;RU;0034567895;Портал;не нам`],
    ['quotes', `"client.name";"client.country";"client.taxId";"need"\n"Гавань";"RU";"0034567895";"Портал"`],
  ])('may have %s', (_, text) => {
    expect(read(text)).toEqual([
      {
        line: 2,
        cells: { 'client.name': 'Гавань', 'client.country': 'RU', 'client.taxId': '0034567895', need: 'Портал' },
      },
    ]);
  });

  it('tells the line on which a row begins, past empty lines and breaks in quotes', () => {
    const text = `${head}\n\nГавань;RU;0034567895;"Портал\nи ""чат""; срочно"\n;;;\nПричал;RU;0045678903;CRM\n`;
    expect(read(text).map(({ line, cells }) => [line, cells.need])).toEqual([
      [3, 'Портал\nи "чат"; срочно'],
      [6, 'CRM'],
    ]);
  });

  it('keeps formulas and numbers as text', () => {
    const [row] = read(`${head}\n"=HYPERLINK(""http://x"")";RU;="0034567895";+7 900\n`);
    expect(row!.cells).toMatchObject({
      'client.name': '=HYPERLINK("http://x")',
      'client.taxId': '="0034567895"',
      need: '+7 900',
    });
  });

  it('in windows-1251 or UTF-16 is refused with a word about the encoding', () => {
    expect(refusalOf(Buffer.from([...Buffer.from(`${head}\n`), 0xc3, 0xe0, 0xe2, 0xe0, 0xed, 0xfc]))).toEqual([
      'csv_encoding',
      undefined,
    ]);
    expect(refusalOf(Buffer.from(`\uFEFF${head}`, 'utf16le'))).toEqual(['csv_encoding', undefined]);
  });

  it('that is no table, lacks columns or has too many rows is refused', () => {
    for (const text of ['', '\n\n', 'просто текст', `${head}\n"Гавань;RU`, '{"a": 1}'])
      expect([text, refusalOf(text)?.[0]]).toEqual([text, 'csv_malformed']);
    expect(refusalOf('client.name;need\nГавань;Портал')).toEqual([
      'invalid_input',
      { 'client.country': 'required', 'client.taxId': 'required' },
    ]);
    const row = 'Гавань;RU;0034567895;Портал\n';
    expect(read(`${head}\n${row.repeat(1000)}`)).toHaveLength(1000);
    expect(refusalOf(`${head}\n${row.repeat(1001)}`)?.[0]).toBe('csv_too_many_rows');
  });
});

describe('a row of the file', () => {
  it('says in its cells what the form says in its fields', () => {
    expect(
      leadOfRow({
        'client.name': ' Гавань ',
        'client.country': 'Россия',
        'client.taxId': '="0034567895"',
        'client.site': '',
        'contact.name': 'Ирина',
        'contact.email': 'irina@gavan.example',
        'contact.consent': 'Да',
        solutions: 'corporate-university, hr-portal',
        need: 'Портал',
        expectedAmountRub: '1 250 000,5 ₽',
        expectedCloseOn: '31.12.2026',
      }),
    ).toEqual({
      client: { name: 'Гавань', country: 'RU', taxId: '0034567895', site: undefined },
      contact: { name: 'Ирина', email: 'irina@gavan.example', phone: undefined, consent: true },
      solutions: ['corporate-university', 'hr-portal'],
      need: 'Портал',
      expectedAmountKopecks: 125_000_050,
      expectedCloseOn: '2026-12-31',
    });
    expect(
      leadOfRow({ expectedAmountRub: 'около миллиона', 'contact.phone': '1', 'contact.consent': 'нет' }),
    ).toMatchObject({
      expectedAmountKopecks: 'около миллиона',
      contact: { consent: undefined },
    });
  });
});
