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
  /** A number of rules.yaml by its dotted name: `pin.protectionDays`. */
  rule: 'rule',
  /** A reward of rules.yaml. */
  reward: 'reward',
  /** A folder of content/solutions. */
  solution: 'solution',
  /** A fact of the solution that the same tag names. */
  fact: 'fact',
  /** A short number or word that is shown as it is. */
  plain: 'plain',
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
}

const words = { is: 'text', required: true } as const;

export const tagContracts: Record<string, TagContract> = {
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
    attributes: { src: { is: 'image', required: true }, alt: words, caption: { is: 'text' } },
  },
};
