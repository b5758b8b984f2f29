import { defineMdastPlugin, type MdastPluginEntry } from 'satteri';

/** The tags that show pictures, and the attributes that name them, in the order in which the components expect them. */
const picturesOf: Record<string, readonly string[]> = { Figure: ['src', 'dark'], Video: ['poster'] };

/**
 * `<Figure src="./scheme.svg" alt="..." caption="..." />` gets its pictures as children, so that they go the way of every image:
 * checked, sized, hashed, and kept private on a private page.
 */
const pictures = defineMdastPlugin({
  name: 'letok-figure-images',
  mdxJsxFlowElement(node, context) {
    const attribute = (name: string) => {
      const found = node.attributes.find((candidate) => 'name' in candidate && candidate.name === name);
      return typeof found?.value === 'string' ? found.value : undefined;
    };
    for (const name of picturesOf[node.name ?? ''] ?? []) {
      const url = attribute(name);
      if (url !== undefined) context.appendChild(node, { type: 'image', url, alt: attribute('alt') ?? '' });
    }
  },
});

/** Only .mdx knows tags; in .md there is nothing to look for. */
export const figureImages: MdastPluginEntry = ({ sourceFormat }) => (sourceFormat === 'mdx' ? pictures : undefined);
