/** The code this tab has asked for: on a phone the tab may be loaded anew while its owner reads the mail. */
const KEY = 'letok-sign-in';

/** Codes live so long. */
export const codeLivesMinutes = 10;

export interface AskedCode {
  email: string;
  at: number;
}

export function readAskedCode(): AskedCode | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as AskedCode | null;
    return kept && Date.now() - kept.at < codeLivesMinutes * 60_000 ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepAskedCode(asked: AskedCode | undefined): void {
  try {
    if (asked) sessionStorage.setItem(KEY, JSON.stringify(asked));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without it one begins anew.
  }
}
