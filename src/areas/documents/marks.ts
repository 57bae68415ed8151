import type { Passage } from './review.ts'
import { boxesOf, type Box, type Page, type Place } from './text.ts'

/** Where a passage is to be marked: boxes in page units, page by page. Empty where pages have no fixed layout. */
export type Marks = Readonly<Record<string, readonly { readonly page: number; readonly boxes: readonly Box[] }[]>>

/** The name of a place, the same for parts of one item and for the whole. */
export function keyOf({ from, to }: Place): string {
  return [from.page, from.line, from.character, to.page, to.line, to.character].join('-')
}

export function marksOf(passages: readonly Passage[], pages: ReadonlyMap<number, Page>): Marks {
  return Object.fromEntries(
    passages.map(({ place }) => {
      const numbers = [...new Set([place.from.page, place.to.page])]
      const marked = numbers.flatMap((number) => {
        const page = pages.get(number)
        return page ? [{ page: number, boxes: boxesOf(page, place).map(rounded) }] : []
      })
      return [keyOf(place), marked]
    })
  )
}

/** A tenth of a point is finer than any screen. */
function rounded({ x, y, width, height }: Box): Box {
  const tenth = (value: number) => Math.round(value * 10) / 10
  return { x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height) }
}
