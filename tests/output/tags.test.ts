import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { readSiteHtml } from '#tests/helpers/site-html.ts';

const site = await readSiteHtml(builtSite);
const page = (url: string) => site.page(url)!.$;
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
const fileAt = (folder: string, address: string) => path.join(folder, decodeURI(address));

describe('a download', () => {
  it('says what it is called, its kind and its size, and is the file itself', () => {
    const $ = page('/kb/support/good-request/');
    const source = path.join(builtSite.root, 'content/kb/ru/support/request-template.txt');
    const link = $('.download a');
    expect(plain(link.text())).toMatch(/^Заготовка запроса TXT, \d+ кБ$/);
    expect(link.attr('download')).toBe('request-template.txt');
    expect(readFileSync(fileAt(builtSite.dist, link.attr('href')!))).toEqual(readFileSync(source));
  });

  it('beside a private page lies behind the gate, under a name that tells nothing', () => {
    const address = page('/partner/kb/implement/migration/')('.download a').attr('href')!;
    expect(address).toMatch(/^\/partner\/_files\/[\w-]+\.csv$/);
    expect(statSync(fileAt(builtSite.private, address)).size).toBeGreaterThan(100);
  });
});

describe('a film', () => {
  it('is loaded by nothing but the reader, keeps its place, has a poster, a name and captions', () => {
    const film = page('/kb/pinning/pin-a-client/')('video');
    expect(film.attr('preload')).toBe('none');
    expect(film.attr('autoplay')).toBeUndefined();
    expect([film.attr('width'), film.attr('height')]).toEqual(['960', '540']);
    for (const address of [film.attr('src')!, film.attr('poster')!, film.find('track').attr('src')!])
      expect(statSync(fileAt(builtSite.dist, address)).size).toBeGreaterThan(100);
    expect(film.attr('aria-label')).not.toBe('');
    expect(film.find('track').attr('srclang')).toBe('ru');
  });
});

describe('a picture', () => {
  it('that has a dark twin brings both, and leads to itself where it can be enlarged', () => {
    const links = page('/kb/start/how-it-works/')('.picture-zoom').toArray();
    expect(links.map(({ attribs }) => attribs['class'])).toEqual([
      'picture-zoom picture-light',
      'picture-zoom picture-dark',
    ]);
    const [light, dark] = links.map(({ attribs }) => attribs['href']);
    expect(light).not.toBe(dark);
    for (const address of [light, dark]) expect(site.paths.has(address!)).toBe(true);
  });
});

describe('a comparison', () => {
  const $ = page('/partner/solutions/corporate-university/compare/');
  const table = $('.comparison table');

  it('says its signs in words', () => {
    expect(table.text()).not.toMatch(/[✓✗]/);
    const row = (name: string) =>
      table
        .find('tr')
        .filter((_, element) => plain($(element).text()).startsWith(name))
        .find('td')
        .toArray()
        .map((cell) => plain($(cell).text()));
    expect(row('xAPI')).toEqual(['xAPI и внешнее хранилище опыта', 'нет', 'бывает', 'бывает', 'нет']);
    expect(row('Назначение')[2]).toBe('да если обмен настроен');
    expect(
      table
        .find('svg')
        .toArray()
        .every(({ attribs }) => attribs['aria-hidden'] === 'true'),
    ).toBe(true);
  });

  it('marks our column, from its head to its foot, for ears too', () => {
    const rows = table.find('tr').toArray();
    const ours = rows.map((row) =>
      $(row)
        .children()
        .toArray()
        .findIndex((cell) => $(cell).hasClass('ours')),
    );
    expect(new Set(ours)).toEqual(new Set([1]));
    expect(plain(table.find('th.ours').text())).toBe('наше решение: «Университет»');
  });
});

describe('tabs', () => {
  it('are drawers of which the first is open, and one closes the other', () => {
    const tabs = page('/kb/implement/prepare-portal/')('.tabs > details').toArray();
    expect(tabs.map(({ attribs }) => attribs['open'])).toEqual(['', undefined]);
    expect(new Set(tabs.map(({ attribs }) => attribs['name'])).size).toBe(1);
  });
});

describe('a contact', () => {
  it('is a team with its mailbox', () => {
    const $ = page('/kb/support/who-to-ask/');
    const contacts = $('.contact')
      .toArray()
      .map((card) => [$('.contact-team', card).text(), $('a', card).attr('href')]);
    expect(contacts).toEqual([
      ['Команда пресейла', 'mailto:presale@uley.example'],
      ['Техническая поддержка', 'mailto:support@uley.example'],
    ]);
  });
});

describe('the place of a quiz', () => {
  it('says how long it takes, and holds neither question nor answer', () => {
    const quiz = page('/kb/start/first-30-days/')('.quiz');
    expect(
      quiz
        .find('p')
        .toArray()
        .map((line) => plain(quiz.find(line).text()))
        .join(' '),
    ).toBe('Вопросы базового модуля 10 минут Вопросы появятся позже.');
    expect(quiz.find('input, button, form, ol, ul').length).toBe(0);
  });
});
