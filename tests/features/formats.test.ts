import { expect, test } from 'vitest';
import { formatPercent } from '#i18n/formats.ts';

test('a share stands as its language writes it', () => {
  expect([formatPercent('ru', 35), formatPercent('en', 35)]).toEqual(['35\u00A0%', '35%']);
});
