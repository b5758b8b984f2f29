import type { Config } from '@netlify/functions';
import {
  decisionRequest,
  undoRequest,
  type DecisionAgreed,
  type DecisionMade,
} from '../src/features/staff/decision-contract.ts';
import { callAsCaller, type TakesRequest } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'POST', path: '/api/staff/applications/:id/decision', answer: decideBy('decide_application') },
  { method: 'POST', path: '/api/staff/leads/:id/decision', answer: decideBy('decide_lead') },
  { method: 'POST', path: '/api/staff/appeals/:id/decision', answer: decideBy('decide_appeal') },
  { method: 'POST', path: '/api/staff/transfers/:id/decision', answer: decideBy('decide_transfer') },
  { method: 'POST', path: '/api/staff/decisions/:id/undo', answer: undoDecision },
];

export default endpoint(routes);

export const config: Config = {
  path: [
    '/api/staff/applications/:id/decision',
    '/api/staff/leads/:id/decision',
    '/api/staff/appeals/:id/decision',
    '/api/staff/transfers/:id/decision',
    '/api/staff/decisions/:id/undo',
  ],
};

/** One contract for everything the vendor's people decide. What it sets going is due in ten seconds, so nothing is delivered here. */
function decideBy(name: TakesRequest): Route['answer'] {
  return async (exchange) => {
    const { value, repetition } = await readCreatingRequest(exchange, decisionRequest);
    return Response.json(
      await callAsCaller<DecisionMade | DecisionAgreed>(exchange, name, {
        ...value,
        ...repetition,
        id: exchange.params['id'],
      }),
    );
  };
}

async function undoDecision(exchange: Exchange): Promise<Response> {
  const { reason } = await readRequest(exchange, undoRequest);
  return Response.json(await callAsCaller(exchange, 'undo_decision', { id: exchange.params['id'], reason }));
}
