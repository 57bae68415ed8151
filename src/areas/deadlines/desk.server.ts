import type { Kysely } from 'kysely'
import { cases, casesOf } from '#areas/bodies/application-store.server.ts'
import { assessmentsWaitingFor } from '#areas/follow-up/desk-store.server.ts'
import { isHeld, type Actor } from '#areas/people/actor.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { addDays } from '#platform/clock/day.ts'
import type { Database } from '#platform/db/schema.ts'
import { caseOnDesk } from './accreditation.ts'
import type { Due } from './due.ts'
import { dueThings } from './due-store.server.ts'
import { peopleFor, toldAt, whyTold, type Holder, type People } from './recipients.ts'
import { schemeOn, type Scheme } from './scheme-store.server.ts'
import { holdersOn } from './store.server.ts'
import type { Told } from './told.ts'

type Person = Extract<Actor, { kind: 'account' }>

/**
 * All that is due for a person, in no order: what their body must do; for the secretariat what nobody else is there to
 * do, what went up to it because it wasn't done, and the cases of accreditation that wait for a decision. Also the case of
 * their own organisation, where it waits for them: that needs no mandate.
 */
export async function dueFor(db: Kysely<Database>, person: Person, now: Date): Promise<Told[]> {
  const day = dayOf(now)
  const held = person.mandates.filter((mandate) => isHeld(mandate, day))
  const scheme = await schemeOn(db, day)
  if (!scheme) return []
  const everything = held.some(({ role }) => role === 'secretariat')
  const bodyIds = held.flatMap(({ bodyId }) => (bodyId === null ? [] : [bodyId]))
  const [dues, holders, assessments] = await Promise.all([
    held.length ? dueThings(db, { day, scheme, ...(!everything && { bodyIds }) }) : [],
    holdersOn(db, day),
    assessmentsDue(db, person, day, scheme)
  ])
  const waiting = await casesDue(db, person, day, holders)
  return [
    ...dues.flatMap((due) => toldOnDesk(due, peopleFor(due, holders), person.id, scheme, day) ?? []),
    ...assessments,
    ...waiting
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
      revision: 0,
      since
    }
  }))
}

/** Cases of accreditation, for those who may decide on them and for the organisation that one waits for. */
async function casesDue(
  db: Kysely<Database>,
  person: Person,
  day: string,
  holders: readonly Holder[]
): Promise<Told[]> {
  const decides = !authorise(POLICY, 'standing.take-step', { actor: person, on: day })
  const officers = holders.filter(({ role }) => role === 'secretariat').map(({ accountId }) => accountId)
  const reader = { accountId: person.id, officers }
  const [all, own] = await Promise.all([decides ? cases(db, day) : [], casesOf(db, person.id, day)])
  return [
    ...all.flatMap((one) => caseOnDesk(one, { ...reader, as: 'secretariat' }) ?? []),
    ...own.flatMap((one) => caseOnDesk(one, { ...reader, as: 'organisation' }) ?? [])
  ]
}
