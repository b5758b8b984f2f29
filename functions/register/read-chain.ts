import type { ChainReport, RegisterEntry, RegisterHead } from './check-chain.ts';
import { checkChain } from './check-chain.ts';

/** Calls a SQL function of the register as the server. */
export type CallRegister = (name: 'read_register' | 'compare_register', request?: object) => Promise<unknown>;

export interface RegisterReport extends ChainReport {
  /** How many tables were compared with the register. */
  tables: number;
}

const PAGE = 2000;

/** Reads the whole register, follows its chain, and compares the tables with what it says. */
export async function checkRegister(call: CallRegister, kept: readonly RegisterHead[] = []): Promise<RegisterReport> {
  const entries: RegisterEntry[] = [];
  for (let afterPosition = 0; ;) {
    const page = (await call('read_register', { afterPosition, limit: PAGE })) as RegisterEntry[];
    entries.push(...page);
    if (page.length < PAGE) break;
    afterPosition = page.at(-1)!.position!;
  }
  // Whoever has no place is asked for once, behind the last.
  const rest = (await call('read_register', {
    afterPosition: entries.at(-1)?.position ?? 0,
    limit: PAGE,
    unsealed: true,
  })) as RegisterEntry[];
  const report = checkChain([...entries, ...rest], kept);
  const { tables, problems } = (await call('compare_register')) as {
    tables: number;
    problems: { table: string; row: string; column: string | null; problem: string }[];
  };
  const [first] = problems;
  if (report.problem === undefined && first)
    report.problem = `${first.table}${first.column ? `.${first.column}` : ''} of row ${first.row} ${first.problem}.`;
  return { ...report, tables };
}
