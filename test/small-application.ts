// Applications of civil society organisations, and those who apply and decide, each on a day.
import type { Kysely } from 'kysely'
import type { Context } from '#areas/act.server.ts'
import { applyForAccreditation, type GivenApplication } from '#areas/bodies/application-actions.server.ts'
import { VISITOR, type Mandate } from '#areas/people/actor.ts'
import type { Database } from '#platform/db/schema.ts'
import { done } from './demonstration.ts'

export const ORIGIN = 'http://hall.invalid'
export const OFFICE: Mandate = { role: 'secretariat', bodyId: null, duty: null, since: '2025-01-01', until: null }

export const moment = (day: string) => new Date(`${day}T03:00:00Z`)

export function visitor(db: Kysely<Database>, day: string): Context {
  return { db, actor: VISITOR, now: moment(day) }
}

/** Somebody with an account and these mandates, of the secretariat where none is named. */
export function signedIn(db: Kysely<Database>, id: string, day: string, mandates: readonly Mandate[] = [OFFICE]) {
  return { db, actor: { kind: 'account', id, name: id, mandates } as const, now: moment(day) }
}

/** What an organisation of seafarers says of itself; each test gives what matters to it. */
export function application(given: Partial<GivenApplication>): GivenApplication {
  return {
    name: 'Sailors’ Aid',
    englishName: null,
    seat: 'Surabaya, Indonesia',
    stateId: 'ID',
    purpose: 'It helps fishers at sea to be paid.',
    reach: 'Indonesia and the Philippines.',
    website: null,
    locale: 'en',
    contactName: 'Maria',
    email: 'contact@organisation.invalid',
    ...given
  }
}

export function received(db: Kysely<Database>, day: string, given: Partial<GivenApplication>) {
  return done(applyForAccreditation(visitor(db, day), ORIGIN, application(given)))
}
