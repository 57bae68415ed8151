import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#platform/refusal.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase } from '#test/demonstration.ts'
import { application, moment, ORIGIN, signedIn, visitor as visitorOn } from '#test/small-application.ts'
import { applyForAccreditation, changeContact, takeOwnStep } from './application-actions.server.ts'

// Anybody can give anybody's address: what that one is written, and how often.

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await demonstrationDatabase(moment('2026-01-01'))
})
afterAll(() => fresh.close())

const visitor = (day: string) => visitorOn(fresh.db, day)

test('one address applies three times a day, many at once too and under whatever tag: the record counts, not the process', async () => {
  const tagged = (i: number) => ({
    ...application({ name: 'At once' }),
    email: `flood${i ? `+${i}` : ''}@organisation.invalid`
  })
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => applyForAccreditation(visitor('2026-01-15'), ORIGIN, tagged(i)))
  )
  expect(answers.filter(isRefusal)).toHaveLength(5)
  const letters = await fresh.db.selectFrom('mail').select('id').where('recipient', 'like', 'flood%').execute()
  expect(letters).toHaveLength(3)
})

test('nothing that an applicant typed is in a letter: nobody speaks through the hall to somebody else', async () => {
  const bait = { name: 'You won: see evil.invalid', contactName: 'dear winner evil.invalid', seat: 'evil.invalid' }
  const typed = {
    ...application({}),
    ...bait,
    purpose: 'evil.invalid',
    reach: 'evil.invalid',
    website: 'https://evil.invalid/'
  }
  const languages = ['en', 'id', 'th'] as const
  for (const locale of languages) {
    const applied = await applyForAccreditation(visitor('2026-01-10'), ORIGIN, {
      ...typed,
      locale,
      email: `${locale}-bait@organisation.invalid`
    })
    if (isRefusal(applied)) throw new Error(applied.refused)
    const withdrawal = { step: 'withdrawn' as const, reason: 'Look at evil.invalid', turns: 0 }
    expect(await takeOwnStep(visitor('2026-01-10'), ORIGIN, applied.secret, withdrawal)).toBeNull()
  }
  const letters = await fresh.db.selectFrom('mail').selectAll().where('recipient', 'like', '%-bait@%').execute()
  expect(letters).toHaveLength(2 * languages.length)
  expect(JSON.stringify(letters)).not.toContain('evil')
  expect(JSON.stringify(letters)).not.toContain('winner')
})

test('who was taken off gets no letter that still waits; others under the same address get theirs', async () => {
  const email = 'taken-off@organisation.invalid'
  const applied = await applyForAccreditation(visitor('2026-01-10'), ORIGIN, application({ name: 'Taken off', email }))
  if (isRefusal(applied)) throw new Error(applied.refused)
  const other = await applyForAccreditation(visitor('2026-01-10'), ORIGIN, application({ name: 'Another', email }))
  if (isRefusal(other)) throw new Error(other.refused)
  const contact = { contactName: 'Wayan', email: 'wayan@organisation.invalid' }
  expect(
    await changeContact(signedIn(fresh.db, 'ratna-wijayakusuma', '2026-01-11'), ORIGIN, applied.reference, contact)
  ).toBeNull()
  const waiting = await fresh.db.selectFrom('mail').select('subject').where('recipient', '=', email).execute()
  expect(waiting.map(({ subject }) => subject.split(':')[0])).toEqual([other.reference])
})
