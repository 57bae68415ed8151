import { daysBetween } from '#platform/clock/day.ts'
import { byUrgency, DUE_KINDS } from './due.ts'
import { bundles, type Bundle, type Told } from './told.ts'

export const SOON_days = 30

/** What is due up to thirty days from now is listed by its kind; all that comes after that is one list. */
export const DESK_LISTS = [...DUE_KINDS, 'later'] as const
export type DeskListName = (typeof DESK_LISTS)[number]

export interface DeskList {
  readonly name: DeskListName
  /** the most urgent first; never empty */
  readonly bundles: readonly Bundle[]
  /** of things, not of bundles */
  readonly count: number
  readonly overdue: number
}

/** What is due for a person: the one next thing, or what is told as one with it, and every thing in exactly one list. */
export interface Desk {
  readonly next: Bundle | null
  readonly lists: readonly DeskList[]
}

export function deskOf(told: readonly Told[], today: string): Desk {
  const all = bundles([...told].sort((a, b) => byUrgency(a.due, b.due)))
  const byList = Map.groupBy(all, ([{ due }]) => (daysBetween(today, due.dueOn) > SOON_days ? 'later' : due.kind))
  return {
    next: all[0] ?? null,
    lists: DESK_LISTS.flatMap((name) => {
      const found = byList.get(name)
      if (!found) return []
      const things = found.flat()
      return [
        {
          name,
          bundles: found,
          count: things.length,
          overdue: things.filter(({ due }) => due.dueOn < today).length
        }
      ]
    })
  }
}

/** So many of a kind stand on the desk itself; its whole list is a page of its own. */
export const SHORT = 5

/** What of a list stands on the desk below the next thing: its first few, without that; of what comes later nothing. */
export function shortly({ name, bundles: all }: DeskList, next: Bundle | null): readonly Bundle[] {
  return name === 'later' ? [] : all.filter((bundle) => bundle !== next).slice(0, SHORT)
}

/** The list whose first thing is the most urgent of all; undefined where they are empty. */
export function mostUrgent(lists: readonly DeskList[]): DeskList | undefined {
  const [first] = lists.flatMap(({ bundles: [bundle] }) => bundle ?? []).sort((a, b) => byUrgency(a.due, b.due))
  return lists.find(({ bundles: [bundle] }) => bundle?.[0] === first && first !== undefined)
}
