import type { Kysely } from 'kysely'
import { assessmentsWaitingFor } from '#areas/follow-up/desk-store.server.ts'
import { isHeld, type Actor } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { addDays } from './days.ts'
import type { Due } from './due.ts'
import { dueThings } from './due-store.server.ts'
import { peopleFor, toldAt, whyTold, type People } from './recipients.ts'
import { schemeOn, type Scheme } from './scheme-store.server.ts'
import { holdersOn } from './store.server.ts'
import type { Told } from './told.ts'

type Person = Extract<Actor, { kind: 'account' }>

/**
 * All that is due for a person, in no order: what their body must do; for the secretariat what nobody else is there to
 * do, and what went up to it because it wasn't done.
 */
export async function dueFor(db: Kysely<Database>, person: Person, now: Date): Promise<Told[]> {
  const day = dayOf(now)
  const held = person.mandates.filter((mandate) => isHeld(mandate, day))
  const scheme = await schemeOn(db, day)
  if (!scheme || held.length === 0) return []
  const everything = held.some(({ role }) => role === 'secretariat')
  const bodyIds = held.flatMap(({ bodyId }) => (bodyId === null ? [] : [bodyId]))
  const [dues, holders, assessments] = await Promise.all([
    dueThings(db, { day, scheme, ...(!everything && { bodyIds }) }),
    holdersOn(db, day),
    assessmentsDue(db, person, day, scheme)
  ])
  return [
    ...dues.flatMap((due) => toldOnDesk(due, peopleFor(due, holders), person.id, scheme, day) ?? []),
    ...assessments
  ]
}

function toldOnDesk(due: Due, people: People, id: string, { steps }: Scheme, day: string): Told | null {
  const first = toldAt(people, 'responsible')
  if (first.accounts.includes(id)) return { due, level: first.level, why: whyTold(people, first.level) }
  // The alternate sees it from the beginning, and so may stand in at any time.
  if (people['stand-in'].includes(id)) return { due, level: 'stand-in', why: 'theirs' }
  const wentUp = steps.some(
    (step) =>
      step.kind === due.kind &&
      addDays(due.dueOn, step.days) <= day &&
      toldAt(people, step.tell).level === 'secretariat'
  )
  return wentUp && people.secretariat.includes(id) ? { due, level: 'secretariat', why: 'late' } : null
}

async function assessmentsDue(db: Kysely<Database>, person: Person, day: string, scheme: Scheme): Promise<Told[]> {
  const waiting = await assessmentsWaitingFor(db, person, day)
  return waiting.map(({ reference, title, aboutBodyId, aboutName, since }) => ({
    level: 'responsible',
    why: 'theirs',
    due: {
      kind: 'assess',
      thing: `assess ${reference} ${aboutBodyId}`,
      dueOn: addDays(since, scheme.assessWithin_days),
      body: { id: aboutBodyId, kind: 'state', name: aboutName },
      title,
      reference,
      path: `/recommendations/${reference}/progress/${aboutBodyId}`,
      notBy: null,
      changedAt: new Date(`${since}T00:00:00Z`),
      revision: 0
    }
  }))
}
