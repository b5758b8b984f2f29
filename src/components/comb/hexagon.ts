/**
 * Geometry of the comb: cells with a point upwards. Vertex 0 is the top, edges run clockwise from it.
 * One edge of a rim is a sixth of the protection (15 of 90 days); it burns down clockwise, so what is left ends at the top.
 */
export interface Point {
  x: number;
  y: number;
}

export const cellWidth = (radius: number) => Math.sqrt(3) * radius;

export function vertex(radius: number, index: number, centre: Point = { x: 0, y: 0 }): Point {
  const angle = (Math.PI / 3) * index - Math.PI / 2;
  return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
}

/** `points` of a whole cell. */
export function cellPoints(radius: number, centre?: Point): string {
  return [0, 1, 2, 3, 4, 5].map((index) => pair(vertex(radius, index, centre))).join(' ');
}

/** A position on the outline: `edges` 0..6 clockwise from the top. */
export function onOutline(radius: number, edges: number, centre?: Point): Point {
  const index = Math.min(Math.floor(edges), 5);
  return between(vertex(radius, index, centre), vertex(radius, index + 1, centre), edges - index);
}

/**
 * The band of a rim from `from` to `to` (in edges, 0..6) between two radii, one polygon an edge,
 * with a gap of `gap` of an edge at every corner.
 */
export function rimPath(from: number, to: number, outer: number, inner: number, centre?: Point, gap = 0.03): string {
  let path = '';
  for (let index = Math.floor(from); index < Math.min(Math.ceil(to), 6); index += 1) {
    const start = Math.max(from - index, gap);
    const end = Math.min(to - index, 1 - gap);
    if (end <= start) continue;
    const at = (radius: number, part: number) =>
      pair(between(vertex(radius, index, centre), vertex(radius, index + 1, centre), part));
    path += `M${at(outer, start)}L${at(outer, end)}L${at(inner, end)}L${at(inner, start)}Z`;
  }
  return path;
}

/** Centres of a comb of rows; odd rows are shifted by half a cell. */
export function combCentres(rows: readonly number[], radius: number, gap = 2): Point[][] {
  const step = cellWidth(radius) + gap;
  return rows.map((count, row) =>
    Array.from({ length: count }, (_, column) => ({
      x: step / 2 + column * step + (row % 2) * (step / 2),
      y: radius + row * (radius * 1.5 + gap * 0.87),
    })),
  );
}

function between(a: Point, b: Point, part: number): Point {
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}

export const pair = ({ x, y }: Point) => `${round(x)},${round(y)}`;
export const round = (n: number) => Math.round(n * 100) / 100;
