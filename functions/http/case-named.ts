/** `:id` of a case is its id, or the number people see (`L-7K2M9QXR`). */
export const caseNamed = (name: string | undefined) => (/^[A-Z]-/i.test(name ?? '') ? { number: name } : { id: name });
