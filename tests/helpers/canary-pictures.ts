import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** Pictures that carry words in their bytes: in what is drawn, in metadata, in comments. */

/** A PNG with a `tEXt` chunk. Every picture has pixels of its own, or equal ones would be kept once. */
export async function pngWithText(word: string, seed: number): Promise<Buffer> {
  const png = await plain(seed).png().toBuffer();
  const data = Buffer.concat([Buffer.from('tEXtComment\0', 'latin1'), Buffer.from(word)]);
  const chunk = Buffer.alloc(data.length + 8);
  chunk.writeUInt32BE(data.length - 4, 0);
  data.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(data), data.length + 4);
  const afterHeader = 8 + 25;
  return Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)]);
}

/** A JPEG with a comment segment. */
export async function jpegWithComment(word: string, seed: number): Promise<Buffer> {
  const jpeg = await plain(seed).jpeg().toBuffer();
  const text = Buffer.from(word);
  const segment = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, text, jpeg.subarray(2)]);
}

const plain = (seed: number) =>
  sharp({
    create: { width: 40 + (seed % 50), height: 30, channels: 3, background: { r: (seed * 37) % 256, g: 120, b: 60 } },
  });

export function svgWithWords(words: { drawn: string; metadata: string; comment: string }): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80" viewBox="0 0 320 80" role="img">
<!-- ${words.comment} -->
<metadata>${words.metadata}</metadata>
<text x="10" y="40">${words.drawn}</text>
</svg>
`;
}
