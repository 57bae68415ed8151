import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf } from '#platform/clock/clock.ts'
import { mailedUpTo } from './choice.ts'
import { addDays, daysBetween } from '#platform/clock/day.ts'
import { mondayOf } from './days.ts'
import type { Due } from './due.ts'
import { peopleFor, toldAt, whyTold, type Holder, type Level } from './recipients.ts'
import { owedByAccount, reminderDay, toRemind, type Owed, type Reminded, type Step } from './schedule.ts'
import { bundles, type Told } from './told.ts'

const STEPS: readonly Step[] = [
  { kind: 'milestone', days: -30, tell: 'responsible' },
  { kind: 'milestone', days: -7, tell: 'responsible' },
  { kind: 'milestone', days: 0, tell: 'responsible' },
  { kind: 'milestone', days: 7, tell: 'stand-in' },
  { kind: 'milestone', days: 21, tell: 'secretariat' }
]

const due = (change: Partial<Due> = {}): Due => ({
  kind: 'milestone',
  thing: 'milestone 1',
  dueOn: '2026-03-02',
  body: { id: 'ID', kind: 'state', name: { en: 'Indonesia' } },
  title: { en: 'A draft law' },
  reference: null,
  path: '/actions/1',
  notBy: null,
  changedAt: new Date(0),
  revision: 0,
  ...change
})

const focal = (accountId: string, duty: 'main' | 'alternate' | 'validating', bodyId = 'ID'): Holder => ({
  accountId,
  role: 'focal-point',
  duty,
  bodyId
})
const ratna: Holder = { accountId: 'ratna', role: 'secretariat', duty: null, bodyId: null }
const HOLDERS = [focal('siti', 'main'), focal('wahyu', 'alternate'), focal('dewi', 'validating'), ratna]

const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays('2026-03-02', days))
const zone = fc.constantFrom('Asia/Jakarta', 'Asia/Dili', 'Asia/Yangon', 'UTC', 'America/New_York', 'Pacific/Auckland')

describe('who is told', () => {
  test('the main focal point, then the alternate, then the secretariat', () => {
    expect(peopleFor(due(), HOLDERS)).toEqual({ responsible: ['siti'], 'stand-in': ['wahyu'], secretariat: ['ratna'] })
  })

  test('without a main the alternate at once; without anybody the secretariat', () => {
    const noMain = peopleFor(due(), HOLDERS.slice(1))
    expect(toldAt(noMain, 'responsible')).toEqual({ level: 'stand-in', accounts: ['wahyu'] })
    expect(toldAt(peopleFor(due(), [ratna]), 'responsible')).toEqual({ level: 'secretariat', accounts: ['ratna'] })
    expect(toldAt(peopleFor(due({ body: null }), HOLDERS), 'responsible').accounts).toEqual(['ratna'])
    expect(toldAt(peopleFor(due(), []), 'responsible').accounts).toEqual([])
  })

  test('a sign-off is the validating focal point’s, and never of who reported', () => {
    const signOff = due({ kind: 'sign-off', notBy: 'dewi' })
    expect(peopleFor({ ...signOff, notBy: 'siti' }, HOLDERS).responsible).toEqual(['dewi'])
    expect(toldAt(peopleFor(signOff, HOLDERS), 'responsible').accounts).toEqual(['ratna'])
  })

  test('an NHRI’s own people, and those of no other body', () => {
    const komnas = due({ body: { id: 'komnas-ham', kind: 'nhri', name: { en: 'Komnas HAM' } } })
    const holders: Holder[] = [
      ...HOLDERS,
      { accountId: 'yohanes', role: 'nhri', duty: null, bodyId: 'komnas-ham' },
      { accountId: 'other', role: 'nhri', duty: null, bodyId: 'suhakam' },
      { accountId: 'observer', role: 'observer', duty: null, bodyId: 'komnas-ham' }
    ]
    expect(peopleFor(komnas, holders).responsible).toEqual(['yohanes'])
    // For a State alone somebody replies; of anybody else the secretariat is told.
    expect(toldAt(peopleFor({ ...komnas, kind: 'reply' }, holders), 'responsible')).toEqual({
      level: 'secretariat',
      accounts: ['ratna']
    })
  })
})

test('why somebody is told: it is theirs, nobody is below, or those below didn’t do it', () => {
  const all = peopleFor(due(), HOLDERS)
  expect(['responsible', 'stand-in', 'secretariat'].map((level) => whyTold(all, level as Level))).toEqual([
    'theirs',
    'late',
    'late'
  ])
  expect(whyTold(peopleFor(due(), HOLDERS.slice(1)), 'stand-in')).toBe('nobody')
  expect(whyTold(peopleFor(due(), [ratna]), 'secretariat')).toBe('nobody')
})

test.each(['report', 'reply'] as const)(
  'a %s on one recommendation is told as one with the others to the secretariat alone; nothing is lost by it',
  (kind) => {
    const report = (n: number, state: string, level: Level): Told => ({
      due: due({ kind, thing: `${kind} R${n} ${state}`, reference: `R${n}` }),
      level,
      why: 'late'
    })
    const told = [
      report(1, 'BN', 'secretariat'),
      report(2, 'BN', 'secretariat'),
      report(1, 'SG', 'secretariat'),
      { due: due(), level: 'secretariat', why: 'late' } as const
    ]
    expect(bundles(told).map((bundle) => bundle.length)).toEqual([2, 1, 1])
    expect(bundles(told).flat()).toHaveLength(told.length)
    expect(bundles(told.map((one) => ({ ...one, level: 'responsible' as const })))).toHaveLength(told.length)
    // A report and a reply on the same recommendation are two tasks.
    const other = {
      ...told[0]!,
      due: { ...told[0]!.due, kind: kind === 'reply' ? 'report' : 'reply', thing: 'other' } as const
    }
    expect(bundles([...told, other])).toHaveLength(4)
  }
)

describe('when', () => {
  test('a day of reminders begins at seven where the person is', () => {
    expect(reminderDay(new Date('2026-03-02T00:00:00Z'), 'Asia/Jakarta', 7)).toBe('2026-03-02')
    expect(reminderDay(new Date('2026-03-01T23:59:00Z'), 'Asia/Jakarta', 7)).toBe('2026-03-01')
    // Nine hours ahead of UTC: seven o'clock is ten in the evening there before.
    expect(reminderDay(new Date('2026-03-01T22:00:00Z'), 'Asia/Dili', 7)).toBe('2026-03-02')
  })

  test('it never comes before the calendar says so, in any zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        zone,
        (now, where) => {
          const today = reminderDay(now, where, 7)
          expect(today <= dayOf(now, where)).toBe(true)
          expect(daysBetween(today, dayOf(now, where))).toBeLessThanOrEqual(1)
        }
      )
    )
  })

  test('Monday is the day on which a week begins', () => {
    expect(mondayOf('2026-03-02')).toBe('2026-03-02')
    expect(mondayOf('2026-03-08')).toBe('2026-03-02')
    fc.assert(
      fc.property(day, (any) => {
        const monday = mondayOf(any)
        expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1)
        expect(daysBetween(monday, any)).toBeGreaterThanOrEqual(0)
        expect(daysBetween(monday, any)).toBeLessThan(7)
      })
    )
  })

  test('a week’s mail goes out on Monday, or as soon as the hall is open after it, once', () => {
    expect(mailedUpTo('weekly', '2026-03-02', '2026-02-23')).toBe('2026-03-02')
    expect(mailedUpTo('weekly', '2026-03-05', null)).toBe('2026-03-02')
    expect(mailedUpTo('weekly', '2026-03-05', '2026-03-03')).toBeNull()
    expect(mailedUpTo('at-once', '2026-03-05', '2026-03-05')).toBe('2026-03-05')
    expect(mailedUpTo('desk-only', '2026-03-05', null)).toBeNull()
  })
})

/** A hall that sweeps on these days and no others: what each mail held, by account. */
function swept(
  dues: readonly Due[],
  holders: readonly Holder[],
  days: readonly string[],
  steps = STEPS
): { account: string; on: string; owed: Owed }[] {
  const owed = owedByAccount(dues, steps, holders)
  const told = new Map<string, Reminded[]>()
  return days.flatMap((on) =>
    [...owed].flatMap(([account, theirs]) => {
      const now = toRemind(theirs, told.get(account) ?? [], on)
      told.set(account, [
        ...(told.get(account) ?? []),
        ...now.map(({ due: { thing, dueOn }, days: after }) => ({ thing, dueOn, days: after }))
      ])
      return now.map((one) => ({ account, on, owed: one }))
    })
  )
}

describe('once, and none lost', () => {
  test('swept every day, every step is told on its day to its level', () => {
    fc.assert(
      fc.property(day, (dueOn) => {
        const days = Array.from({ length: 80 }, (_, i) => addDays(dueOn, i - 40))
        const told = swept([due({ dueOn })], HOLDERS, days).map(({ account, on }) => [account, daysBetween(dueOn, on)])
        expect(told).toEqual([
          ['siti', -30],
          ['siti', -7],
          ['siti', 0],
          ['wahyu', 7],
          ['ratna', 21]
        ])
      })
    )
  })

  test('after days on which the hall was closed each person is told once, by the newest step', () => {
    expect(
      swept([due()], HOLDERS, ['2026-01-31', '2026-03-12']).map(({ account, owed }) => [account, owed.days])
    ).toEqual([
      ['siti', -30],
      ['siti', 0],
      ['wahyu', 7]
    ])
  })

  const opening = fc
    .array(fc.integer({ min: -50, max: 60 }), { minLength: 1, maxLength: 30 })
    .map((offsets) => [...new Set(offsets)].sort((a, b) => a - b).map((offset) => addDays('2026-03-02', offset)))

  test('whatever the days on which it is open: never before its day, never twice, and what passed is told at the next', () => {
    fc.assert(
      fc.property(opening, fc.subarray(HOLDERS), fc.subarray([...STEPS], { minLength: 1 }), (days, holders, steps) => {
        const told = swept([due()], holders, days, steps)
        const keys = told.map(({ account, owed }) => `${account} ${owed.days}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const { on, owed } of told) expect(addDays(owed.due.dueOn, owed.days) <= on).toBe(true)
        // Each person's newest step that passed by the last day was told, on the first open day that it or a newer saw.
        for (const [account, theirs] of owedByAccount([due()], steps, holders)) {
          for (const open of days) {
            const newest = Math.max(...theirs.map((one) => one.days).filter((n) => addDays('2026-03-02', n) <= open))
            if (newest === -Infinity) continue
            const mail = told.find((one) => one.account === account && one.owed.days === newest)
            expect(mail && mail.on <= open).toBe(true)
          }
        }
      })
    )
  })

  test('the order in which things, steps and mandates come doesn’t matter', () => {
    const things = [1, 2, 3].map((n) => due({ thing: `milestone ${n}`, dueOn: addDays('2026-03-02', n * 5) }))
    const sorted = (told: ReturnType<typeof swept>) =>
      told.map(({ account, on, owed }) => `${on} ${account} ${owed.due.thing} ${owed.days}`).sort()
    const days = ['2026-02-20', '2026-03-10', '2026-04-10']
    const wanted = sorted(swept(things, HOLDERS, days))
    const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length })
    fc.assert(
      fc.property(shuffled(things), shuffled(STEPS), shuffled(HOLDERS), (dues, steps, holders) => {
        expect(sorted(swept(dues, holders, days, steps))).toEqual(wanted)
      })
    )
  })

  test('a due day that is put off begins anew', () => {
    const told: Reminded[] = [{ thing: 'milestone 1', dueOn: '2026-03-02', days: 0 }]
    const owed = owedByAccount([due({ dueOn: '2026-03-09' })], STEPS, HOLDERS).get('siti')!
    expect(toRemind(owed, told, '2026-03-03').map(({ days }) => days)).toEqual([-7])
  })
})
