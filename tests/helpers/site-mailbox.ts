import type { KeptMail } from '../../functions/host/mailbox.ts';

/** The letters to an address in the local mailbox, the newest first, as soon as they are enough; what there is after `seconds`. */
export async function lettersTo(
  site: string,
  to: string,
  areEnough: (letters: KeptMail[]) => boolean = (letters) => letters.length > 0,
  seconds = 20,
): Promise<KeptMail[]> {
  for (let tries = 0; ; tries += 1) {
    const all = (await (await fetch(`${site}/dev/mailbox.json`)).json()) as KeptMail[];
    const own = all.filter((letter) => letter.to === to);
    if (areEnough(own) || tries >= seconds * 4) return own;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
