/** The tags of the landing, beside those of every text. They are apart so that no other page carries their sheets. */
import { components } from '../components.ts';
import Earnings from './Earnings.astro';
import FirstDays from './FirstDays.astro';
import FitInvitation from './FitInvitation.astro';
import Hero from './Hero.astro';
import KeyNumber from './KeyNumber.astro';
import KeyNumbers from './KeyNumbers.astro';
import Pledge from './Pledge.astro';
import Pledges from './Pledges.astro';
import Posters from './Posters.astro';
import Protection from './Protection.astro';
import Section from './Section.astro';

export const landingComponents = {
  ...components,
  Earnings,
  FirstDays,
  FitInvitation,
  Hero,
  KeyNumber,
  KeyNumbers,
  Pledge,
  Pledges,
  Posters,
  Protection,
  Section,
};
