import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Where Chrome and Chromium live when they are installed; the first that exists is taken. */
const installed = [
  process.env['CHROME_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((folder) =>
    process.env[folder] ? [path.join(process.env[folder], 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
  ),
];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const installedBrowser = () => installed.find((candidate) => candidate && existsSync(candidate));

/** Where the browser is that `openBrowser()` opens. */
export async function browserPath(): Promise<string> {
  return installedBrowser() ?? (await import('@sparticuz/chromium')).default.executablePath();
}

/** A real browser: the installed Chrome or Chromium, else the one shipped in the npm package @sparticuz/chromium. */
export function openBrowser(): Promise<Browser> {
  const executablePath = installedBrowser();
  return executablePath ? chromium.launch({ executablePath, args: flags }) : openPackaged();
}

/**
 * Not with the flags the package proposes: its single process dies with the first page that is closed, and without web security a test
 * of it proves nothing.
 */
async function openPackaged(): Promise<Browser> {
  const { default: packaged, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  const launch = () => chromium.launch({ executablePath, args: [...flags, '--no-zygote'] });
  return launch().catch(async (error: unknown) => {
    if (!String(error).includes('shared libraries')) throw error;
    // A slim container lacks some; the package has them for such machines.
    const libraries = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'));
    setupLambdaEnvironment(path.join(await inflate(fileURLToPath(libraries)), 'lib'));
    return launch();
  });
}

export interface Watched {
  page: Page;
  /** What went wrong in the page: errors, refused by the policy, failed requests, other hosts. */
  troubles: string[];
  close: () => Promise<void>;
}

/** A page in a fresh browser profile that writes down everything that goes wrong in it. */
export async function openPage(browser: Browser, site: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ru-RU', ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site) && !request.url().startsWith('data:'))
      troubles.push(`other host: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()}`);
  });
  return { page, troubles, close: () => context.close() };
}

/** Pages are loaded half a second late: one script that is in all of them keeps them waiting, whatever else has come. */
export const loadLate = (page: Page) =>
  page.route(/Header\.astro/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
