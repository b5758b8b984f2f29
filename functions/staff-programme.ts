import type { Config } from '@netlify/functions';
import type { StaffProgramme } from '../src/features/editions/staff-programme-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';

const routes: Route[] = [{ method: 'GET', path: '/api/staff/programme', answer: tellProgramme }];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/programme'] };

/** The editions as the database knows them, and who is bound by which. */
async function tellProgramme(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<StaffProgramme>(exchange, 'staff_programme'));
}
