import type { Kysely } from 'kysely'
import { assessmentsWaitingFor } from '#areas/follow-up/desk-store.server.ts'
import { isHeld, type Actor } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { addDays } from './days.ts'
import type { Due } from './due.ts'
import { dueThings } from './due-store.server.ts'
import { LEVELS, peopleFor, toldAt, type Level } from './recipients.ts'
import { schemeOn, type Scheme } from './scheme-store.server.ts'
import { holdersOn } from './store.server.ts'

/** What is due for one person, and in which place they are told of it. */
export interface Mine {
  readonly due: Due
  readonly level: Level
}

type Person = Extract<Actor, { kind: 'account' }>

/**
 * All that is due for a person, in no order: what their body must do; for the secretariat what nobody else is there to
 * do, and what went up to it because it wasn't done.
 */
export async function dueFor(db: Kysely<Database>, person: Person, now: Date): Promise<Mine[]> {
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
  const mine = dues.flatMap((due): Mine[] => {
    const people = peopleFor(due, holders)
    const first = toldAt(people, 'responsible')
    // The alternate sees it from the beginning, and so may stand in at any time.
    const level = [first, { level: 'stand-in' as const, accounts: people['stand-in'] }].find(({ accounts }) =>
      accounts.includes(person.id)
    )?.level
    if (level) return [{ due, level }]
    return people.secretariat.includes(person.id) && wentUp(due, scheme, day) ? [{ due, level: 'secretariat' }] : []
  })
  return [...mine, ...assessments]
}

/** Whether a thing has waited so long that the scheme tells the secretariat. */
function wentUp({ kind, dueOn }: Due, { steps }: Scheme, day: string): boolean {
  return steps.some((step) => step.kind === kind && step.tell === LEVELS[2] && addDays(dueOn, step.days) <= day)
}

async function assessmentsDue(db: Kysely<Database>, person: Person, day: string, scheme: Scheme): Promise<Mine[]> {
  const waiting = await assessmentsWaitingFor(db, person, day)
  return waiting.map(({ reference, title, aboutBodyId, aboutName, since }) => ({
    level: 'responsible',
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
