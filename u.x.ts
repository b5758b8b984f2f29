import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { knownWords } from './src/features/search/query-rules.ts';
import { findPages } from './src/features/search/find-pages.ts';
const [folder='dist/pagefind', lang='ru', file] = process.argv.slice(2);
const server = createServer((q,r)=>{ try { r.end(readFileSync(path.join(folder!, new URL(q.url!,'http://x').pathname))); } catch { r.writeHead(404).end(); } });
await new Promise<void>(r=>server.listen(0,'127.0.0.1',r));
(globalThis as any).document = { documentElement:{lang}, currentScript:null, querySelector:()=>({getAttribute:()=>lang}) };
const mod = await import(pathToFileURL(path.resolve(folder!,'pagefind.js')).href);
const pf = mod.createInstance({ basePath:`http://127.0.0.1:${(server.address() as any).port}/`, baseUrl:'/', noWorker:true }); await pf.init();
const known = knownWords(JSON.parse(readFileSync(path.join(folder!,`words.${lang}.json`),'utf8')));
let synonyms = new Map<string, string[]>();
try { const {synonymsOf} = await import('./src/features/search/synonym-rules.ts' as string); synonyms = synonymsOf(JSON.parse(readFileSync('/tmp/syn.json','utf8')).ru); } catch {}
for (const t of ['закреп','рассылк','персональн','дан','90','%','аккаунт','битрикс24']) { const {results} = await pf.search(`${t}ø`, {filters:{}, verbose:false}); console.log(t, results.length); for (const r of results.slice(0,7)) { const d = await r.data(); console.log('  ', d.url, r.score.toFixed(3), r.matchedMetaFields, r.words.length, JSON.stringify(r.scores), JSON.stringify(r.verbose_meta_scores), d.word_count, d.meta.title); } }
server.close();