/** Whether this browser has been in a room behind sign-in. Who never was is not asked about: a visitor's search makes no request in vain. */
const NAME = 'letok-room';

export function rememberRoom(): void {
  try {
    localStorage.setItem(NAME, 'seen');
  } catch {}
}

export function mayHaveSession(): boolean {
  try {
    return localStorage.getItem(NAME) !== null;
  } catch {
    return false;
  }
}
