export interface Cut<Thing> {
  readonly shown: readonly Thing[]
  readonly total: number
  /** from 1 */
  readonly page: number
  readonly pages: number
}

/** One page of a list, by the number that an address gives; a page that isn't there is the nearest that is. */
export function cutPage<Thing>(things: readonly Thing[], asked: string | null, size: number): Cut<Thing> {
  const pages = Math.max(1, Math.ceil(things.length / size))
  const number = Math.floor(Number(asked ?? 1))
  const page = Math.min(pages, Math.max(1, Number.isFinite(number) ? number : 1))
  return { shown: things.slice((page - 1) * size, page * size), total: things.length, page, pages }
}
