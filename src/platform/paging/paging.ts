/** Further than anybody turns: a list whose length isn't known yet is asked for no page beyond this one. */
const FARTHEST_PAGE = 10_000

/** The number of a page as an address gives it, from 1; a page that isn't there is the nearest that is. */
export function pageAsked(asked: string | null, pages = FARTHEST_PAGE): number {
  const number = Math.floor(Number(asked ?? 1))
  return Math.min(pages, Math.max(1, Number.isFinite(number) ? number : 1))
}

/** How many pages so many things fill: one at least, which may be empty. */
export function pagesOf(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size))
}

export interface Cut<Thing> {
  readonly shown: readonly Thing[]
  readonly total: number
  /** from 1 */
  readonly page: number
  readonly pages: number
}

/** One page of a list, by the number that an address gives. */
export function cutPage<Thing>(things: readonly Thing[], asked: string | null, size: number): Cut<Thing> {
  const pages = pagesOf(things.length, size)
  const page = pageAsked(asked, pages)
  return { shown: things.slice((page - 1) * size, page * size), total: things.length, page, pages }
}
