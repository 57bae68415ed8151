import type { Kysely } from 'kysely'
import { VISITOR, type Actor } from '#areas/people/actor.ts'
import { cast } from '#areas/people/opening.server.ts'
import { mandatesOf } from '#areas/people/store.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { answers } from './answers.server.ts'
import { dayOfStory, YEAR_days } from './days.ts'
import type { Made, Moment, Telling } from './moment.ts'
import { plans } from './plans.server.ts'
import { preparing } from './preparing.server.ts'
import { reports } from './reports.server.ts'
import { standing } from './standing.server.ts'
import { heldOnDay } from './store.server.ts'

interface LeftOut extends Refusal {
  readonly day: number
  readonly who: string | null
}

export interface Told {
  /** how many acts were done */
  readonly acts: number
  /** those that the hall's rules refused, because of what stands in it already */
  readonly leftOut: readonly LeftOut[]
}

export const FOLLOW_UP = [answers, reports, plans, standing] as const
export const WHOLE_STORY = [...FOLLOW_UP, preparing] as const

/**
 * Tells the story, in the order of its days, each act by its member of the cast through the hall's own actions. What the
 * rules refuse is left out, with all that builds on it.
 */
export async function tell(
  db: Kysely<Database>,
  now: Date,
  origin: string,
  parts: readonly ((telling: Telling) => Moment[])[]
): Promise<Told> {
  const today = dayOf(now)
  const heldOn = await heldOnDay(db)
  const on = (day: number) => dayOfStory(day, heldOn, today)
  const made = new Map<string, Made>()
  const leftOut: LeftOut[] = []
  let acts = 0
  const moments = parts.flatMap((part) => part({ on, origin })).sort((a, b) => a.day - b.day)
  for (const { day, who, as, of, act } of moments) {
    const onto = (of ?? []).flatMap((name) => made.get(name) ?? [])
    const at = day < YEAR_days ? new Date(`${on(day)}T03:00:00Z`) : now
    const outcome =
      onto.length < (of ?? []).length
        ? refuse('people.year_rests_on_left_out')
        : await act({ db, actor: await actorOf(db, who), now: at }, ...onto)
    if (isRefusal(outcome)) leftOut.push({ ...outcome, day, who })
    else {
      acts += 1
      if (as) made.set(as, outcome as Made)
    }
  }
  return { acts, leftOut }
}

async function actorOf(db: Kysely<Database>, who: string | null): Promise<Actor> {
  if (who === null) return VISITOR
  const { name } = cast().find(({ id }) => id === who)!
  return { kind: 'account', id: who, name, mandates: await mandatesOf(db, who) }
}
