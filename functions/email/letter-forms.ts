import type { Block, Letter } from './letter.ts';

/** Everything a reader of HTML could take for markup, escaped; also in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const inText: { [K in Block['kind']]: (block: Extract<Block, { kind: K }>) => string } = {
  paragraph: ({ text }) => text,
  heading: ({ text }) => `${text}:`,
  facts: ({ facts }) => facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
  steps: ({ steps }) => steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  quote: ({ text }) => text.replace(/^/gm, '> '),
  link: ({ text, url }) => `${text}: ${url}`,
  note: ({ text }) => text,
};

const asText = (block: Block) => (inText[block.kind] as (block: Block) => string)(block);

export function letterText({ blocks, signature }: Letter): string {
  const [body, notes] = [blocks.filter(({ kind }) => kind !== 'note'), blocks.filter(({ kind }) => kind === 'note')];
  return [...body.map(asText), `— ${signature}`, ...notes.map(asText)].join('\n\n') + '\n';
}

// Mail programs know neither style sheets nor custom properties reliably: every element carries its own style.
const ink = '#29221d';
const muted = '#6b625a';
const line = '#e2dcd3';
const inHtml: { [K in Block['kind']]: (block: Extract<Block, { kind: K }>) => string } = {
  paragraph: ({ text }) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`,
  heading: ({ text }) => `<h2 style="margin:24px 0 8px;font-size:17px;font-weight:600">${escapeHtml(text)}</h2>`,
  facts: ({ facts }) => {
    const cell = `padding:8px 16px 8px 0;border-bottom:1px solid ${line};vertical-align:top;text-align:left`;
    const rows = facts.map(
      ([label, value]) =>
        `<tr><th scope="row" style="${cell};color:${muted};font-weight:400">${escapeHtml(label)}</th><td style="${cell};font-weight:600">${escapeHtml(value)}</td></tr>`,
    );
    return `<table style="width:100%;margin:0 0 16px;border-collapse:collapse;border-top:2px solid ${ink}">${rows.join('')}</table>`;
  },
  steps: ({ steps }) =>
    `<ol style="margin:0 0 16px;padding-left:24px">${steps.map((step) => `<li style="margin:0 0 8px">${escapeHtml(step)}</li>`).join('')}</ol>`,
  quote: ({ text }) =>
    `<blockquote style="margin:0 0 16px;padding:0 0 0 16px;border-left:2px solid ${line};white-space:pre-line">${escapeHtml(text)}</blockquote>`,
  link: ({ text, url }) =>
    `<p style="margin:0 0 16px"><a href="${escapeHtml(url)}" style="color:#7a4b00">${escapeHtml(text)}</a></p>`,
  note: ({ text }) => `<p style="margin:16px 0 0;font-size:13px;color:${muted}">${escapeHtml(text)}</p>`,
};

const asHtml = (block: Block) => (inHtml[block.kind] as (block: Block) => string)(block);

export function letterHtml({ language, subject, blocks, signature }: Letter): string {
  const [body, notes] = [blocks.filter(({ kind }) => kind !== 'note'), blocks.filter(({ kind }) => kind === 'note')];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#fbf9f5;color:${ink};font:16px/1.5 Onest,Arial,sans-serif">`,
    '<div style="max-width:560px;margin:0 auto">',
    ...body.map(asHtml),
    `<p style="margin:24px 0 0">— ${escapeHtml(signature)}</p>`,
    ...notes.map(asHtml),
    '</div></body></html>',
  ].join('\n');
}
