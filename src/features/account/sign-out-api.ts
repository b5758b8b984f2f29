/** By itself, because every page of a room has it. Answers 204 without a body, which is no JSON: anything that came back has ended the session. */
export const signOut = () =>
  fetch('/api/session', { method: 'DELETE' }).then(
    ({ ok }) => ok,
    () => false,
  );
