import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { roomQueries } from './room-query.ts';

/** Stands around every island that asks with useAnswer(), useList() or useQuery(). */
export function RoomQueries({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={roomQueries}>{children}</QueryClientProvider>;
}
