import { defineHastPlugin } from 'satteri';

/**
 * Puts every table of the content into a region that scrolls sideways, by finger and by keyboard, and turns the alignment of a
 * column (`---:`) into a class: the security policy allows no inline styles.
 */
export const scrollingTables = defineHastPlugin({
  name: 'letok-scrolling-tables',
  element: {
    filter: ['table', 'th', 'td'],
    visit(node, context) {
      if (node.tagName === 'table') {
        const head = node.children.find((child) => child.type === 'element' && child.tagName === 'thead') ?? node;
        const ariaLabel = context
          .textContent(head)
          .trim()
          .replace(/\s*\n\s*/g, ', ')
          .slice(0, 120);
        context.wrapNode(node, {
          type: 'element',
          tagName: 'div',
          properties: { className: ['table-scroll'], tabIndex: 0, role: 'group', ariaLabel },
          children: [],
        });
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
