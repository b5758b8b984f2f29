import { callApi } from '../../api/call-api.ts';
import { saveDownload } from '../../api/save-download.ts';
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

/** Downloads all own data. */
export const takeExport = (format: ExportFormat, language: string) =>
  saveDownload('/api/export', { format, locale: language });
