/** The tags editors may use, by name. Attributes of each: tags-contract.ts; how to use them: content/README.md. */
import Callout from './Callout.astro';
import Card from './Card.astro';
import Cards from './Cards.astro';
import Comparison from './Comparison.astro';
import Contact from './Contact.astro';
import Download from './Download.astro';
import Earnings from './landing/Earnings.astro';
import Fact from './Fact.astro';
import Figure from './Figure.astro';
import FirstDays from './landing/FirstDays.astro';
import FitInvitation from './landing/FitInvitation.astro';
import FitTable from './FitTable.astro';
import Hero from './landing/Hero.astro';
import KeyNumber from './landing/KeyNumber.astro';
import KeyNumbers from './landing/KeyNumbers.astro';
import Posters from './landing/Posters.astro';
import Pledge from './landing/Pledge.astro';
import Pledges from './landing/Pledges.astro';
import Protection from './landing/Protection.astro';
import Quiz from './Quiz.astro';
import Reward from './Reward.astro';
import RewardsTable from './RewardsTable.astro';
import RimLegend from './RimLegend.astro';
import Rule from './Rule.astro';
import Sample from './Sample.astro';
import Section from './landing/Section.astro';
import Steps from './Steps.astro';
import Tab from './Tab.astro';
import Tabs from './Tabs.astro';
import TermsTable from './TermsTable.astro';
import Video from './Video.astro';

export const components = {
  Callout,
  Card,
  Cards,
  Comparison,
  Contact,
  Download,
  Earnings,
  Fact,
  Figure,
  FirstDays,
  FitInvitation,
  FitTable,
  Hero,
  KeyNumber,
  KeyNumbers,
  Posters,
  Pledge,
  Pledges,
  Protection,
  Quiz,
  Reward,
  RewardsTable,
  RimLegend,
  Rule,
  Sample,
  Section,
  Steps,
  Tab,
  Tabs,
  TermsTable,
  Video,
};
