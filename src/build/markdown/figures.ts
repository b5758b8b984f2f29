import { defineMdastPlugin, type MdastPluginEntry } from 'satteri';

/**
 * `<Figure src="./scheme.svg" alt="..." caption="..." />` gets its picture as a child, so that it goes the way of every image:
 * checked, sized, hashed, and kept private on a private page.
 */
const pictures = defineMdastPlugin({
  name: 'letok-figure-images',
  mdxJsxFlowElement(node, context) {
    if (node.name !== 'Figure') return;
    const attribute = (name: string) => {
      const found = node.attributes.find((candidate) => 'name' in candidate && candidate.name === name);
      return typeof found?.value === 'string' ? found.value : '';
    };
    context.appendChild(node, { type: 'image', url: attribute('src'), alt: attribute('alt') });
  },
});

/** Only .mdx knows tags; in .md there is nothing to look for. */
export const figureImages: MdastPluginEntry = ({ sourceFormat }) => (sourceFormat === 'mdx' ? pictures : undefined);
