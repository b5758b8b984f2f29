/**
 * Which room was last open in this browser. It is no proof of anything and holds nothing about the person: it spares visitors a question
 * to the server, and those who are signed in a door that says «Войти».
 */
const NAME = 'letok-room';

export type RoomOfPerson = 'partner' | 'staff';

export function rememberRoom(room: RoomOfPerson | undefined): void {
  try {
    if (room) localStorage.setItem(NAME, room);
    else localStorage.removeItem(NAME);
  } catch {
    // Without it the door says what it says to everybody.
  }
}

export function rememberedRoom(): RoomOfPerson | undefined {
  try {
    const room = localStorage.getItem(NAME);
    return room === 'partner' || room === 'staff' ? room : undefined;
  } catch {
    return undefined;
  }
}
