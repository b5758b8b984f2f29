import type * as dragKit from '@atlaskit/pragmatic-drag-and-drop/element/adapter';

type Kit = typeof dragKit;

/** For an effect: the kit of drag and drop is fetched once the page is alive (it knows browsers alone), and what it began ends with the effect. */
export function withDragKit(begin: (kit: Kit) => () => void): () => void {
  let isOver = false;
  let end: (() => void) | undefined;
  void import('@atlaskit/pragmatic-drag-and-drop/element/adapter').then((kit) => {
    if (!isOver) end = begin(kit);
  });
  return () => {
    isOver = true;
    end?.();
  };
}
