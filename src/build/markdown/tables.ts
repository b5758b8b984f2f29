import { defineHastPlugin, type HastNode, type HastVisitorContext } from 'satteri';

/**
 * Puts every table of the content into a region that scrolls sideways, by finger and by keyboard, and turns the alignment of a
 * column (`---:`) into a class: the security policy allows no inline styles. On a phone a wide table becomes a list of rows, in which
 * each cell needs the name of its column.
 */
export const scrollingTables = defineHastPlugin({
  name: 'letok-scrolling-tables',
  element: {
    filter: ['table', 'th', 'td'],
    visit(node, context) {
      if (node.tagName === 'table') {
        labelCells(node, context);
        const head = node.children.find((child) => child.type === 'element' && child.tagName === 'thead') ?? node;
        const ariaLabel = context
          .textContent(head)
          .trim()
          .replace(/\s*\n\s*/g, ', ')
          .slice(0, 120);
        context.wrapNode(node, {
          type: 'element',
          tagName: 'div',
          properties: { className: ['table-scroll', 'labelled'], tabIndex: 0, role: 'group', ariaLabel },
          children: [],
        });
        return;
      }
      // The corner above the names of rows heads nothing.
      if (node.tagName === 'th' && context.textContent(node).trim() === '') {
        context.replaceNode(node, { ...node, tagName: 'td' });
        return;
      }
      const { style, align } = node.properties ?? {};
      const side = /right|center/.exec(
        `${typeof style === 'string' ? style : ''} ${typeof align === 'string' ? align : ''}`,
      )?.[0];
      if (style) context.setProperty(node, 'style', null);
      if (align) context.setProperty(node, 'align', null);
      if (side) context.setProperty(node, 'className', [`column-${side}`]);
    },
  },
});

type Element = Extract<HastNode, { type: 'element' }>;

function labelCells(table: Readonly<Element>, context: HastVisitorContext): void {
  const below = (node: Readonly<Element>, tagName: string): Element[] =>
    node.children.filter((child): child is Element => child.type === 'element' && child.tagName === tagName);
  const [head] = below(table, 'thead').flatMap((part) => below(part, 'tr'));
  // The sheet adds a colon, which stands ill after a question mark.
  const names = head
    ? below(head, 'th').map((cell) =>
        context
          .textContent(cell)
          .trim()
          .replace(/[?!:]+$/, ''),
      )
    : [];
  for (const row of below(table, 'tbody').flatMap((part) => below(part, 'tr')))
    for (const [at, cell] of below(row, 'td').entries())
      if (at > 0 && names[at]) context.setProperty(cell, 'dataLabel', names[at]);
}
