import { callApi, type Answer } from '../../api/call-api.ts';
import type { Problem } from '../../api/problem-contract.ts';
import type { ExportFormat, PastExports } from './export-contract.ts';
import type { NoticeKind, Notices } from './notice-contract.ts';
import type { PartnerCompany, PartnerProfileInput } from './partner-contract.ts';

export const changeProfile = (profile: PartnerProfileInput) =>
  callApi<PartnerCompany>('/api/partner', { method: 'PUT', body: profile });

/** The address of the picture; another picture has another address, so that none is shown from before. */
export const logoUrl = (sha256: string) => `/api/partner/logo?v=${sha256.slice(0, 12)}`;

export const removeLogo = () => callApi<PartnerCompany>('/api/partner/logo', { method: 'DELETE' });

export const sendLogo = (file: File) => callApi<PartnerCompany>('/api/partner/logo', { method: 'PUT', file });

export const readNotices = () => callApi<Notices>('/api/notices');

export const changeNotice = (notice: NoticeKind, wanted: boolean) =>
  callApi<Notices>('/api/notices', { method: 'PUT', body: { wanted: { [notice]: wanted } } });

export const readExports = () => callApi<PastExports>('/api/exports');

/** Downloads all own data: the name of the file, or what went wrong, which a plain link would have saved as a file. */
export async function takeExport(format: ExportFormat, language: string): Promise<Answer<{ name: string }>> {
  try {
    const response = await fetch('/api/export', {
      method: 'POST',
      headers: {
        accept: 'application/json, application/zip',
        'accept-language': language,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ format, locale: language }),
      signal: AbortSignal.timeout(120_000),
    });
    if (!response.ok) return { ok: false, problem: (await response.json()) as Problem };
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `letok.${format}`;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return { ok: true, value: { name } };
  } catch {
    return { ok: false, problem: 'network' };
  }
}
