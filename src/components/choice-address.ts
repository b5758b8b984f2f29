/** What is chosen in a list is part of its address, so that it can be passed on; without a script the choice works all the same. */
const radios = [...document.querySelectorAll<HTMLInputElement>('.one-of input[type=radio]')];

const wanted = new URLSearchParams(location.search);
for (const radio of radios) if (wanted.get(radio.name) === radio.value) radio.checked = true;

for (const radio of radios)
  radio.addEventListener('change', () => {
    const address = new URL(location.href);
    if (radio.value === 'any') address.searchParams.delete(radio.name);
    else address.searchParams.set(radio.name, radio.value);
    history.replaceState(history.state, '', address);
  });
