/** The tags of every text, by name; the landing has more (landing/components.ts). Attributes of each: tags-contract.ts; how to use them: content/README.md. */
import Callout from './Callout.astro';
import Card from './Card.astro';
import Cards from './Cards.astro';
import Comparison from './Comparison.astro';
import Contact from './Contact.astro';
import Download from './Download.astro';
import Fact from './Fact.astro';
import Figure from './Figure.astro';
import FitTable from './FitTable.astro';
import Quiz from './Quiz.astro';
import Reward from './Reward.astro';
import RewardsTable from './RewardsTable.astro';
import RimLegend from './RimLegend.astro';
import Rule from './Rule.astro';
import Sample from './Sample.astro';
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
  Fact,
  Figure,
  FitTable,
  Quiz,
  Reward,
  RewardsTable,
  RimLegend,
  Rule,
  Sample,
  Steps,
  Tab,
  Tabs,
  TermsTable,
  Video,
};
