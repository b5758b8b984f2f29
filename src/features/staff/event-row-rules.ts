/** A contact of an event as people paste it: `name; country; tax id; person; mail`, one company a line; columns by `;` or a tab. */
export function rowsOf(text: string): object[] {
  return text
    .split('\n')
    .map((line) => line.split(/[;\t]/).map((cell) => cell.trim()))
    .filter((cells) => cells.some(Boolean))
    .map(([name, country, taxId, person, email]) => ({
      client: { name, country: country?.toUpperCase(), taxId },
      // Whoever pastes a person says by the hint above the field that the person agrees.
      ...((person || email) && { contact: { name: person, email, consent: true } }),
    }));
}
