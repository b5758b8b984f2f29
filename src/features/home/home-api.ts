import { callApi } from '../../api/call-api.ts';
import type { Home } from './home-contract.ts';

export const readHome = () => callApi<Home>('/api/home');
