/**
 * The tags editors may use in .mdx and what each may carry: the checker holds content to it, typography finds the words in it,
 * the components beside this file follow it, content/README.md explains it with an example each.
 */
export const attributeKinds = {
  /** Words for readers; typography applies. */
  text: 'text',
  /** Stands alone, without a value: `bare`. */
  flag: 'flag',
  /** A path of this site with a slash at the end, or an https address of another one. */
  link: 'link',
  /** A picture: a path relative to the file (`./scheme.svg`) or a file of public/. */
  image: 'image',
  /** A file to take along: a path relative to the page (`./checklist.pdf`) or a file of public/. */
  file: 'file',
  /** A film, in the same places: .mp4 or .webm. */
  video: 'video',
  /** What is said in a film, in the same places: .vtt. */
  captions: 'captions',
  /** A whole number of minutes. */
  minutes: 'minutes',
  /** A team of content/owners.yaml. */
  owner: 'owner',
  /** The name of a column of the table inside the tag. */
  column: 'column',
  /** A number of rules.yaml by its dotted name: `pin.protectionDays`. */
  rule: 'rule',
  /** A reward of rules.yaml. */
  reward: 'reward',
  /** A folder of content/solutions. */
  solution: 'solution',
  /** A fact of the solution that the same tag names. */
  fact: 'fact',
  /** A price line of a solution, `corporate-university/cu-250`. */
  priceLine: 'priceLine',
  /** A name that links may lead to, `#earnings`. */
  anchor: 'anchor',
  /** Days of a month, `1,7,10` or `2-6`. */
  days: 'days',
} as const;

export interface TagAttribute {
  /** One of the kinds above, or the list of the values allowed. */
  is: keyof typeof attributeKinds | readonly string[];
  required?: true;
}

export interface TagContract {
  /** `none`: written `<Sample />`. `text`: holds Markdown between its two halves. */
  content: 'none' | 'text';
  attributes: Record<string, TagAttribute>;
  /** The tag it must stand in. */
  inside?: string;
  /** Only in a page of this `frame`. */
  frame?: 'landing';
}

const words = { is: 'text', required: true } as const;

const tags: Record<string, TagContract> = {
  Callout: { content: 'text', attributes: { kind: { is: ['note', 'tip', 'warning'], required: true }, title: words } },
  Steps: { content: 'text', attributes: {} },
  Tabs: { content: 'text', attributes: {} },
  Tab: { content: 'text', attributes: { label: words }, inside: 'Tabs' },
  Cards: { content: 'text', attributes: {} },
  Card: { content: 'text', attributes: { title: words, href: { is: 'link', required: true } }, inside: 'Cards' },

  Rule: { content: 'none', attributes: { id: { is: 'rule', required: true }, bare: { is: 'flag' } } },
  Reward: { content: 'none', attributes: { id: { is: 'reward', required: true } } },
  Fact: {
    content: 'none',
    attributes: { solution: { is: 'solution', required: true }, id: { is: 'fact', required: true } },
  },
  Sample: { content: 'none', attributes: {} },

  RewardsTable: { content: 'none', attributes: {} },
  TermsTable: { content: 'none', attributes: {} },
  FitTable: { content: 'none', attributes: {} },
  RimLegend: { content: 'none', attributes: {} },

  Figure: {
    content: 'none',
    attributes: {
      src: { is: 'image', required: true },
      /** The same picture for the dark theme. */
      dark: { is: 'image' },
      alt: words,
      caption: { is: 'text' },
      /** Opens large. */
      zoom: { is: 'flag' },
    },
  },
  Video: {
    content: 'none',
    attributes: {
      src: { is: 'video', required: true },
      /** What is seen before it plays: nothing of the film is loaded until then. */
      poster: { is: 'image', required: true },
      title: words,
      captions: { is: 'captions' },
    },
  },
  Download: { content: 'none', attributes: { src: { is: 'file', required: true }, title: { is: 'text' } } },
  Comparison: { content: 'text', attributes: { ours: { is: 'column', required: true } } },
  Contact: { content: 'text', attributes: { team: { is: 'owner', required: true } } },
  Quiz: { content: 'none', attributes: { title: words, minutes: { is: 'minutes', required: true } } },
};

/** In the words of the landing `|` breaks a line and `;` parts the items of a list; `{n}` and `{of}` are days. */
const landingTags: Record<string, TagContract> = {
  Hero: {
    content: 'none',
    attributes: {
      title: words,
      lead: words,
      note: words,
      pinned: words,
      remind: words,
      today: words,
      half: words,
      left: words,
    },
  },
  KeyNumbers: { content: 'text', attributes: {} },
  KeyNumber: { content: 'text', attributes: { rule: { is: 'rule' }, reward: { is: 'reward' } }, inside: 'KeyNumbers' },
  Section: { content: 'text', attributes: { title: words, lead: { is: 'text' }, id: { is: 'anchor' } } },
  Protection: {
    content: 'none',
    attributes: { pinned: words, half: words, warned: words, extended: words, grace: words },
  },
  Pledges: { content: 'text', attributes: {} },
  Pledge: { content: 'text', attributes: { title: words }, inside: 'Pledges' },
  Earnings: { content: 'none', attributes: { line: { is: 'priceLine', required: true }, you: words, plus: words } },
  FirstDays: {
    content: 'none',
    attributes: { done: { is: 'days', required: true }, progress: { is: 'days', required: true }, steps: words },
  },
  Posters: { content: 'none', attributes: { titles: words, names: words, logo: words } },
  FitInvitation: { content: 'text', attributes: { title: words, action: words } },
};

export const tagContracts: Record<string, TagContract> = {
  ...tags,
  ...Object.fromEntries(
    Object.entries(landingTags).map(([name, tag]) => [name, { ...tag, frame: 'landing' as const }]),
  ),
};
