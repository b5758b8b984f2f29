/*
 * What this browser remembers of who was here last. It proves nothing, and names nobody: an id means something to the server alone.
 */
const ROOM = 'letok-room';
const WRITER = 'letok-writer';

export type RoomOfPerson = 'partner' | 'staff';

/** The room last open: it spares visitors a question to the server, and those who are signed in a door that says «Войти». */
export const rememberRoom = (room: RoomOfPerson | undefined): void => keep(ROOM, room);

export function rememberedRoom(): RoomOfPerson | undefined {
  const room = read(ROOM);
  return room === 'partner' || room === 'staff' ? room : undefined;
}

/** Whose is what is typed here. Stays when a session ends by itself, for one comes back; the next person gets drafts of their own. */
export const rememberWriter = (personId: string): void => keep(WRITER, personId);
export const rememberedWriter = (): string => read(WRITER) ?? '';

/** Who signs out: neither who it was stays behind, nor what was typed in this tab. What was searched for stays, as for visitors. */
export function forgetPerson(): void {
  rememberRoom(undefined);
  keep(WRITER, undefined);
  try {
    sessionStorage.clear();
  } catch {
    // Nothing was kept.
  }
}

/** Without storage the door says what it says to everybody, and drafts are kept for whoever sits at this tab. */
function keep(name: string, value: string | undefined): void {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Not kept.
  }
}

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}
