import sharp from 'sharp';
import type { LogoReason } from '../../src/features/own-company/logo-contract.ts';

const svg = (inside: string, attributes = 'viewBox="0 0 120 40"') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  );
const shape = '<path d="M10 10h100v20H10z" fill="#123"/>';

/** A bitmap of a dark stripe on nothing. */
export async function bitmap(width: number, height: number, format: 'png' | 'jpeg' = 'png'): Promise<Buffer> {
  const background = format === 'png' ? { r: 0, g: 0, b: 0, alpha: 0 } : '#fff';
  const stripe = svg(shape, `viewBox="0 0 120 40" width="${width}" height="${height}"`);
  const drawing = sharp({ create: { width, height, channels: 4, background } })
    .composite([{ input: stripe }])
    .withMetadata({ exif: { IFD0: { Copyright: 'Geheim 55.7558 N' } } });
  return drawing.toFormat(format).toBuffer();
}

/** A PNG of this many pixels that weighs next to nothing: the header alone says so. */
export async function claiming(width: number, height: number): Promise<Buffer> {
  const bytes = await bitmap(400, 200);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc(bytes.subarray(12, 29)), 29);
  return bytes;
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** What drawing programs write: accepted, and looks as before. */
export const goodSvgs: Record<string, Buffer> = {
  'by Illustrator, with a style sheet and a document type': Buffer.from(`\uFEFF<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg" x="0px" y="0px" viewBox="0 0 120 40" style="enable-background:new 0 0 120 40;" xml:space="preserve">
<style type="text/css"><![CDATA[ .st0{fill:#E8A317;} .st1,.st2{fill-rule:evenodd;fill:none;stroke:#123;stroke-width:2} ]]></style>
<switch><foreignObject requiredExtensions="http://ns.adobe.com/AdobeIllustrator/10.0/" x="0" y="0" width="1" height="1"></foreignObject>
<g><path class="st0" d="M10,10h40v20H10V10z"/><circle class="st1" cx="80" cy="20" r="12"/></g></switch></svg>`),
  'by Inkscape, with data of its own':
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" width="120mm" height="40mm" viewBox="0 0 120 40">
<sodipodi:namedview inkscape:zoom="1"/><metadata><rdf:RDF/></metadata><title>Логотип</title>
<g inkscape:label="Слой 1" style="fill:#0a5;fill-opacity:.8"><rect x="10" y="10" width="100" height="20" rx="4"/></g></svg>`),
  'with a gradient, a mask and shapes used again':
    svg(`<defs><linearGradient id="g"><stop offset="0" stop-color="#f80"/><stop offset="1" stop-color="#08f"/></linearGradient>
<linearGradient id="h" xlink:href="#g" x2="0" y2="1"/><clipPath id="c"><rect width="60" height="40"/></clipPath><path id="p" d="M10 10h40v20H10z"/></defs>
<use xlink:href="#p" fill="url(#h)" clip-path="url('#c')"/><use href="#p" x="60" fill="#333"/>`),
};

const laughs = Array.from({ length: 12 }, (_, n) =>
  n === 0 ? '<g id="l0"><path d="M0 0h9v9z"/></g>' : `<g id="l${n}">${`<use href="#l${n - 1}"/>`.repeat(10)}</g>`,
).join('');

/** Pictures nobody should have to draw, and why each is refused. */
export async function spoiltLogos(): Promise<[name: string, bytes: Buffer, reason: LogoReason | 'large'][]> {
  const [png, jpeg] = [await bitmap(600, 200), await bitmap(600, 200, 'jpeg')];
  const noise = sharp({ create: { width: 400, height: 400, channels: 3, background: '#fff' } });
  return [
    ['nothing', Buffer.alloc(0), 'kind'],
    ['a page of HTML', Buffer.from('<html><body><svg></svg></body></html>'), 'kind'],
    ['a GIF that is a script too', Buffer.from('GIF89a/*x*/=1;alert(1)'), 'kind'],
    ['a PDF', Buffer.from('%PDF-1.7 x'), 'kind'],
    ['a ZIP', Buffer.from('PK\u0003\u0004xxxx'), 'kind'],
    ['a WebP', await noise.clone().webp().toBuffer(), 'kind'],
    ['a GIF', await noise.clone().gif().toBuffer(), 'kind'],
    ['a TIFF', await noise.clone().tiff().toBuffer(), 'kind'],
    ['an AVIF', await noise.clone().avif().toBuffer(), 'kind'],
    ['a PNG of 299 pixels', await bitmap(299, 100), 'small'],
    ['a PNG that says it has 16,000 by 16,000 pixels', await claiming(16_000, 16_000), 'pixels'],
    ['a PNG that says it has 20,000 by 20,000 pixels', await claiming(20_000, 20_000), 'pixels'],
    ['a PNG cut in the middle', png.subarray(0, 120), 'broken'],
    ['a JPEG cut in the middle', jpeg.subarray(0, 400), 'broken'],
    ['the first bytes of a PNG and nothing', png.subarray(0, 8), 'broken'],
    [
      'the first bytes of a JPEG and a script',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('alert(1)')]),
      'broken',
    ],
    [
      'a PNG with nothing in it',
      await sharp({ create: { width: 400, height: 400, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
        .png()
        .toBuffer(),
      'blank',
    ],
    ['a JPEG of one colour', await noise.clone().jpeg().toBuffer(), 'blank'],
    ['over 3 MB', Buffer.concat([png, Buffer.alloc(3 * 1024 * 1024)]), 'large'],
    ['an SVG of 300 kB', svg(`${shape}<!--${'x'.repeat(300_000)}-->`), 'svg_size'],
    [
      'an SVG that is not closed',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g>'),
      'svg_broken',
    ],
    ['an SVG in UTF-16', Buffer.from(svg(shape).toString(), 'utf16le'), 'kind'],
    ['an SVG without a size', svg(shape, ''), 'svg_broken'],
    [
      'an SVG in windows-1251',
      Buffer.concat([
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!--'),
        Buffer.from([0xcf, 0xf0]),
        Buffer.from('--></svg>'),
      ]),
      'svg_broken',
    ],
    [
      'a file read by an entity',
      Buffer.from(
        `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="&x;"/></svg>`,
      ),
      'svg_entities',
    ],
    [
      'a billion laughs',
      Buffer.from(`<!DOCTYPE svg [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><svg viewBox="0 0 9 9">&b;</svg>`),
      'svg_entities',
    ],
    ['an entity nobody has defined', svg('<path d="&x;"/>'), 'svg_broken'],
    ['text', svg('<text>Контур</text>'), 'svg_text'],
    ['a bitmap inside', svg('<image href="data:image/png;base64,iVBORw0KGgo="/>'), 'svg_picture'],
    ['a picture of another site', svg('<image href="https://evil.example/x.png"/>'), 'svg_picture'],
    ['a script', svg('<script>alert(1)</script>'), 'svg_script'],
    ['a handler', svg(`${shape}<g onload="alert(1)"/>`), 'svg_script'],
    ['a handler of the root', svg(shape, 'viewBox="0 0 9 9" onload="alert(1)"'), 'svg_script'],
    ['an address that runs', svg('<a xlink:href="javascript:alert(1)"><path d="M0 0h9v9z"/></a>'), 'svg_script'],
    ['a shape of another file', svg('<use href="other.svg#x"/>'), 'svg_outside'],
    ['a shape of another site', svg('<use xlink:href="//evil.example/x.svg#x"/>'), 'svg_outside'],
    ['a colour of another site', svg('<path d="M0 0h9v9z" fill="url(https://evil.example/x#y)"/>'), 'svg_outside'],
    [
      'a colour of another site in a style',
      svg('<path d="M0 0h9v9z" style="fill:url( \'https://evil.example/x\')"/>'),
      'svg_outside',
    ],
    [
      'a style sheet of another site',
      svg(`<style>@import url(https://evil.example/x.css);</style>${shape}`),
      'svg_outside',
    ],
    [
      'foreign content',
      svg('<foreignObject width="9" height="9"><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>'),
      'svg_effects',
    ],
    [
      'a filter',
      svg(
        '<filter id="f"><feTurbulence baseFrequency=".01" numOctaves="9"/></filter><path filter="url(#f)" d="M0 0h9v9z"/>',
      ),
      'svg_effects',
    ],
    ['a pattern', svg('<pattern id="p"/><path fill="url(#p)" d="M0 0h9v9z"/>'), 'svg_effects'],
    ['an animation', svg('<path d="M0 0h9v9z"><animate attributeName="x"/></path>'), 'svg_effects'],
    ['styles by element', svg(`<style>path{fill:red}</style>${shape}`), 'svg_style'],
    ['a style sheet with a condition', svg(`<style>@media print{.a{fill:red}}</style>${shape}`), 'svg_style'],
    ['4,000 shapes', svg('<path d="M0 0"/>'.repeat(4000)), 'svg_complex'],
    ['groups in groups, 10,000 deep', svg(`${'<g>'.repeat(10_000)}${'</g>'.repeat(10_000)}`), 'svg_complex'],
    ['shapes used again a thousand million times', svg(`<defs>${laughs}</defs><use href="#l11"/>`), 'svg_complex'],
    [
      'shapes used again by styles',
      svg(
        `<g id="s0"><path d="M0 0"/></g>${Array.from({ length: 14 }, (_, n) => `<g id="s${n + 1}">${`<g style="mask:url(#s${n})"/>`.repeat(10)}</g>`).join('')}`,
      ),
      'svg_complex',
    ],
    ['a shape that uses itself', svg('<g id="a"><use href="#a"/></g>'), 'svg_complex'],
    [
      'a mask that masks itself',
      svg('<mask id="m" mask="url(#m)"><path d="M0 0h9v9z"/></mask><path mask="url(#m)" d="M0 0h9v9z"/>'),
      'svg_complex',
    ],
    ['an SVG in which nothing is seen', svg('<g/>'), 'blank'],
  ];
}
