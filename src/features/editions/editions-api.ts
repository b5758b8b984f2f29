import { callApi } from '../../api/call-api.ts';
import type { StaffProgramme } from './staff-programme-contract.ts';

export const readProgramme = () => callApi<StaffProgramme>('/api/staff/programme');
