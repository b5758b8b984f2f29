import { callApi } from '../../api/call-api.ts';
import type { PageFeedbackInput } from './page-feedback-contract.ts';

export const sendPageFeedback = (feedback: PageFeedbackInput) =>
  callApi<object>('/api/page-feedback', { method: 'POST', body: feedback });
