import { openBrowser } from './tests/helpers/browser.ts';
const b=await openBrowser(); const base='http://localhost:4555';
for (let i=0;i<40;i++){ try{ await fetch(base); break }catch{ await new Promise(r=>setTimeout(r,500)) } }
const shot=async(name:string,path:string,width:number,scheme:'light'|'dark'='light',full=true,act?:(p:any)=>Promise<void>)=>{ const c=await b.newContext({viewport:{width,height:900},colorScheme:scheme}); const p=await c.newPage(); p.on('console',m=>console.log(name,m.text())); await p.goto(base+path); await p.waitForTimeout(300); if(act) await act(p); await p.screenshot({path:`/tmp/b/s-${name}.png`,fullPage:full}); await c.close(); };
await shot('home360','/',360); await shot('home768','/',768); await shot('uni360','/solutions/corporate-university/',360); await shot('prog360','/programme/',360,'dark'); await shot('terms360','/programme/terms/',360); await shot('offer1000','/programme/offer/',1000,'light',false); await shot('en404','/en/no-such/',1000,'light',false); await shot('homeen360','/en/',360,'light',false);
await shot('apply360','/apply/',360,'dark',false,async p=>{ await p.locator('input[name="company.fields"]').first().check(); await p.locator('input[name="company.expertise"]').nth(3).check(); await p.locator('input[name="company.clientSizes"]').nth(2).check(); await p.locator('#application').evaluate(()=>window.scrollTo(0,1500)); await p.waitForTimeout(200); });
await shot('kb1440','/kb/pinning/pin-a-client/',1440,'light',false);
await b.close();
