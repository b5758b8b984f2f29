import { defineHastPlugin } from 'satteri';

/** Puts every table of the content into a region that scrolls sideways, by finger and by keyboard. */
export const scrollingTables = defineHastPlugin({
  name: 'letok-scrolling-tables',
  element: {
    filter: ['table'],
    visit(node, context) {
      context.wrapNode(node, {
        type: 'element',
        tagName: 'div',
        properties: { className: ['table-scroll'], tabIndex: 0, role: 'region' },
        children: [],
      });
    },
  },
});
