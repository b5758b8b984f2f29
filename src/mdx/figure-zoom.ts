/** Pictures that can be opened large: in a dialog; without this script, or in another tab, as the picture itself. */
for (const link of document.querySelectorAll<HTMLAnchorElement>('.picture-zoom')) {
  link.setAttribute('aria-haspopup', 'dialog');
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openLarge(link);
  });
}

function openLarge(link: HTMLAnchorElement): void {
  const small = link.querySelector('img')!;
  const picture = new Image();
  picture.src = link.href;
  picture.alt = small.alt;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = link.dataset['close'] ?? '';
  const inside = document.createElement('div');
  inside.append(button, picture);
  const dialog = document.createElement('dialog');
  dialog.className = 'picture-dialog';
  dialog.setAttribute('aria-label', small.alt);
  dialog.append(inside);
  const close = () => dialog.close();
  button.addEventListener('click', close);
  picture.addEventListener('click', close);
  // The browser gives the focus back to the link.
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
