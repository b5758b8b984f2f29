import { stageRequest } from '../../src/features/leads/lead-stage-contract.ts';
import { leadWorkRequest } from '../../src/features/leads/lead-work-contract.ts';
import { callAsCaller } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { readRequest } from '../http/read-request.ts';

/** `PUT /api/leads/:id/stage`. */
export async function changeStage(exchange: Exchange): Promise<Response> {
  const moved = await readRequest(exchange, stageRequest);
  return Response.json(await callAsCaller(exchange, 'change_lead_stage', { ...moved, id: exchange.params['id'] }));
}

/** `PUT /api/leads/:id`. */
export async function changeLead(exchange: Exchange): Promise<Response> {
  const changed = await readRequest(exchange, leadWorkRequest);
  return Response.json(await callAsCaller(exchange, 'change_lead', { ...changed, id: exchange.params['id'] }));
}
