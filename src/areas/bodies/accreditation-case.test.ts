import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#platform/clock/day.ts'
import {
  appealUntil,
  bodyIdFor,
  caseOf,
  criteriaOn,
  daysFor,
  dueOf,
  isOver,
  nextSteps,
  statusAfter,
  stepFault,
  type CaseEvent,
  type CaseStep,
  type Finding,
  type Limit
} from './accreditation-case.ts'

const LIMITS: readonly Limit[] = (
  [
    ['begin', 14],
    ['answer', 30],
    ['decide', 60],
    ['appeal', 30],
    ['decide-appeal', 60]
  ] as const
).map(([name, days]) => ({ name, since: '2000-01-01', days }))
const MET: readonly Finding[] = ['met', 'met']
const RECEIVED = '2026-01-05'

/** A case that came through these steps, a day apart, by one officer unless told otherwise. */
function through(...steps: (CaseStep | [CaseStep, string])[]): CaseEvent[] {
  return steps.map((given, i) => {
    const [step, by] = typeof given === 'string' ? [given, 'ratna'] : given
    return { turn: i + 1, step, on: addDays(RECEIVED, i + 1), by }
  })
}

const asked = (events: readonly CaseEvent[], step: CaseStep, by: string | null, on: string, findings = MET) =>
  stepFault(caseOf(RECEIVED, events), { step, on, by }, LIMITS, findings, on)

const STEPS: CaseStep[] = [
  'screening',
  'information-asked',
  'information-given',
  'granted',
  'refused',
  'closed',
  'withdrawn',
  'reopened',
  'appealed',
  'appeal-allowed',
  'appeal-dismissed',
  'suspended',
  'reinstated',
  'ended'
]

/** Whatever anybody tries: the steps that the rules let through. */
const anyCase = fc
  .array(
    fc.record({
      step: fc.constantFrom(...STEPS),
      by: fc.constantFrom('ratna', 'siti', 'omar'),
      later: fc.integer({ min: -2, max: 45 }),
      findings: fc.array(fc.constantFrom<Finding | null>('met', 'not-met', 'unclear', null), {
        minLength: 1,
        maxLength: 2
      })
    }),
    { maxLength: 40 }
  )
  .map((tries) => {
    const events: CaseEvent[] = []
    for (const { step, by, later, findings } of tries) {
      const state = caseOf(RECEIVED, events)
      const on = addDays(state.since, later)
      const own = nextSteps(state, 'organisation').includes(step)
      const event = { turn: state.turns + 1, step, on, by: own ? null : by }
      if (!stepFault(state, event, LIMITS, findings, on)) events.push(event)
    }
    return events
  })

describe('where a case stands', () => {
  test('does not depend on the order in which its facts are read', () => {
    fc.assert(
      fc.property(
        anyCase.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))
        ),
        ([events, shuffled]) => {
          expect(caseOf(RECEIVED, shuffled)).toEqual(caseOf(RECEIVED, events))
        }
      )
    )
  })

  test('days never go back, appeals are decided by somebody else, and once', () => {
    fc.assert(
      fc.property(anyCase, (events) => {
        events.forEach((event, i) => {
          const before = caseOf(RECEIVED, events.slice(0, i))
          expect(event.on >= before.since).toBe(true)
          if (event.step.startsWith('appeal-')) expect(event.by).not.toBe(before.against?.by)
          if (event.step === 'appealed') {
            expect(before.appealAnswered).toBe(false)
            expect(event.on <= appealUntil(before, LIMITS)!).toBe(true)
          }
        })
      })
    )
  })

  test('a refused organisation is accredited only by an appeal that is allowed or a case that is reopened', () => {
    fc.assert(
      fc.property(anyCase, (events) => {
        const steps = events.map(({ step }) => step)
        const refused = steps.lastIndexOf('refused')
        if (refused < 0 || caseOf(RECEIVED, events).stage !== 'granted') return
        expect(steps.slice(refused).some((step) => step === 'appeal-allowed' || step === 'reopened')).toBe(true)
      })
    )
  })

  test('what the record says after each step is what the case says', () => {
    fc.assert(
      fc.property(anyCase, (events) => {
        const said = events.map(({ step }) => statusAfter(step)).filter((status) => status !== null)
        const { stage, against } = caseOf(RECEIVED, events)
        const stands = stage === 'appealed' ? against!.step : stage
        if (said.length && ['granted', 'suspended', 'ended'].includes(stands)) expect(said.at(-1)).toBe(stands)
        if (stands === 'granted') expect(said.at(-1)).toBe('granted')
      })
    )
  })
})

describe('steps', () => {
  test('the whole way: received, screened, asked, granted, suspended, reinstated, ended', () => {
    const way = through(
      'screening',
      'information-asked',
      ['information-given', 'org'],
      'granted',
      'suspended',
      'reinstated',
      'ended'
    )
    expect(way.map((_, i) => caseOf(RECEIVED, way.slice(0, i + 1)).stage)).toEqual([
      'screening',
      'information-asked',
      'screening',
      'granted',
      'suspended',
      'granted',
      'ended'
    ])
  })

  test.each([
    ['granted before it is screened', [], 'granted', 'standing.step_cannot_follow'],
    [
      'refused while information is missing',
      ['screening', 'information-asked'],
      'refused',
      'standing.step_cannot_follow'
    ],
    ['suspended where nothing was granted', ['screening'], 'suspended', 'standing.step_cannot_follow'],
    ['anything after a withdrawal', ['withdrawn'], 'screening', 'standing.step_cannot_follow'],
    [
      'closed before the time to answer is over',
      ['screening', 'information-asked'],
      'closed',
      'standing.closed_too_early'
    ]
  ] as [string, CaseStep[], CaseStep, string][])('never %s', (_name, steps, step, refused) => {
    expect(asked(through(...steps), step, 'ratna', '2026-01-20')).toMatchObject({ refused })
  })

  test.each([
    ['granted with a criterion open', 'granted', ['met', null], 'standing.screening_open'],
    ['refused with a criterion unclear', 'refused', ['not-met', 'unclear'], 'standing.screening_open'],
    ['granted with a criterion not met', 'granted', ['met', 'not-met'], 'standing.grant_without_all'],
    ['refused with all criteria met', 'refused', ['met', 'met'], 'standing.refusal_without_failed']
  ] as [string, CaseStep, (Finding | null)[], string][])('not %s', (_name, step, findings, refused) => {
    expect(asked(through('screening'), step, 'ratna', '2026-01-20', findings as Finding[])).toMatchObject({ refused })
  })

  test('an appeal: within its days, answered by somebody else, once', () => {
    const refused = through('screening', 'refused')
    const until = appealUntil(caseOf(RECEIVED, refused), LIMITS)!
    expect(until).toBe('2026-02-06')
    expect(asked(refused, 'appealed', null, until)).toBeNull()
    expect(asked(refused, 'appealed', null, addDays(until, 1))).toMatchObject({ refused: 'standing.appeal_late' })
    const appealed = [...refused, { turn: 3, step: 'appealed' as const, on: '2026-01-10', by: null }]
    expect(asked(appealed, 'appeal-dismissed', 'ratna', '2026-01-20')).toMatchObject({
      refused: 'standing.appeal_same_officer'
    })
    expect(asked(appealed, 'appeal-dismissed', 'omar', '2026-01-20')).toBeNull()
    const dismissed = [...appealed, { turn: 4, step: 'appeal-dismissed' as const, on: '2026-01-20', by: 'omar' }]
    expect(caseOf(RECEIVED, dismissed)).toMatchObject({ stage: 'refused', appealAnswered: true })
    expect(asked(dismissed, 'appealed', null, '2026-01-21')).toMatchObject({ refused: 'standing.appeal_once' })
    const allowed = [...appealed, { turn: 4, step: 'appeal-allowed' as const, on: '2026-01-20', by: 'omar' }]
    expect(caseOf(RECEIVED, allowed)).toMatchObject({ stage: 'granted', against: null })
  })
})

describe('time', () => {
  test('runs for whoever must act, and anew when information comes', () => {
    const at = (...steps: CaseStep[]) => dueOf(caseOf(RECEIVED, through(...steps)), LIMITS, '2026-03-20')
    expect(at()).toEqual({ on: '2026-01-19', waitsFor: 'secretariat', overdue: true })
    expect(at('screening', 'information-asked')).toEqual({ on: '2026-02-06', waitsFor: 'organisation', overdue: true })
    expect(at('screening', 'information-asked', 'information-given')).toEqual({
      on: '2026-03-09',
      waitsFor: 'secretariat',
      overdue: true
    })
    expect(at('screening', 'granted')).toBeNull()
  })

  test('a case is over when nobody waits for anything and nothing can be appealed', () => {
    const over = (today: string, ...steps: CaseStep[]) => isOver(caseOf(RECEIVED, through(...steps)), LIMITS, today)
    expect(over('2026-03-01')).toBe(false)
    expect(over('2026-03-01', 'withdrawn')).toBe(true)
    expect(over('2026-02-06', 'screening', 'refused')).toBe(false)
    expect(over('2026-02-07', 'screening', 'refused')).toBe(true)
    expect(over('2026-03-01', 'screening', 'granted', 'suspended')).toBe(false)
  })

  test('a new limit holds from its day on; what began before keeps the old one', () => {
    const limits = [...LIMITS, { name: 'begin' as const, since: '2026-02-01', days: 7 }]
    expect(daysFor(limits, 'begin', '2026-01-31')).toBe(14)
    expect(daysFor(limits, 'begin', '2026-02-01')).toBe(7)
  })

  test('criteria are those of the day on which the application came in', () => {
    const criteria = [
      { id: 'old', since: '2000-01-01', until: '2026-01-01' },
      { id: 'new', since: '2026-01-01', until: null }
    ]
    expect(criteriaOn(criteria, '2025-12-31').map(({ id }) => id)).toEqual(['old'])
    expect(criteriaOn(criteria, '2026-01-01').map(({ id }) => id)).toEqual(['new'])
  })
})

test('a body is named by a readable word, by its reference where it has no Latin letters, and never twice the same', () => {
  const none = () => false
  expect(bodyIdFor('Sahabat Pesisir (Friends of the Coast)', 'CSO-2026-0001', none)).toBe(
    'sahabat-pesisir-friends-of-the-coast'
  )
  expect(bodyIdFor('Đoàn kết', 'CSO-2026-0001', none)).toBe('doan-ket')
  expect(bodyIdFor('เครือข่ายชายฝั่ง', 'CSO-2026-0001', none)).toBe('cso-2026-0001')
  expect(bodyIdFor('Lantern', 'CSO-2026-0001', (id) => id === 'lantern')).toBe('lantern-2')
})
