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
        context.wrapNode(node, {
          type: 'element',
          tagName: 'div',
          properties: { className: ['table-scroll'], tabIndex: 0, role: 'region' },
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
