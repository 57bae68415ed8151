import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseOf, dueOf, type CaseEvent, type CaseStep, type Limit } from '#areas/bodies/accreditation-case.ts'
import type { QueuedCase } from '#areas/bodies/application-store.server.ts'
import { caseOnDesk } from './accreditation.ts'

const LIMITS: readonly Limit[] = (['begin', 'answer', 'decide', 'appeal', 'decide-appeal'] as const).map((name) => ({
  name,
  since: '2020-01-01',
  days: 30
}))
const TODAY = '2026-03-02'

/** A case in which these steps were taken, the first on 1 January, the next a day later each; by whom where it matters. */
function queued(steps: readonly (readonly [CaseStep, string | null])[]): QueuedCase {
  const events: CaseEvent[] = steps.map(([step, by], i) => ({ turn: i + 1, step, on: `2026-01-0${i + 1}`, by }))
  const state = caseOf('2026-01-01', events)
  return { reference: 'CSO-2026-0001', name: 'Coast', locale: 'en', state, due: dueOf(state, LIMITS, TODAY) }
}
const RECEIVED = queued([])
const ASKED = queued([['screening', 'ratna'], ['information-asked', 'ratna']]) // prettier-ignore
const APPEALED = queued([['screening', 'ratna'], ['refused', 'ratna'], ['appealed', null]]) // prettier-ignore

const reader = (accountId: string, as: 'organisation' | 'secretariat', officers = ['ratna', 'hafiz']) => ({
  accountId,
  as,
  officers
})

test('an application waits for the secretariat, with what is to be done and since when', () => {
  expect(caseOnDesk(RECEIVED, reader('ratna', 'secretariat'))).toMatchObject({
    level: 'responsible',
    why: 'theirs',
    due: {
      kind: 'accreditation',
      dueOn: '2026-01-31',
      since: '2026-01-01',
      stage: 'received',
      title: { en: 'Coast' },
      path: '/standing/applications/CSO-2026-0001'
    }
  })
  expect(caseOnDesk(RECEIVED, reader('maria', 'organisation'))).toBeNull()
})

test('asked for information the organisation must act, on its own page of the case', () => {
  expect(caseOnDesk(ASKED, reader('ratna', 'secretariat'))).toBeNull()
  expect(caseOnDesk(ASKED, reader('maria', 'organisation'))?.due).toMatchObject({
    stage: 'information-asked',
    path: '/standing/case/CSO-2026-0001'
  })
})

test('an appeal is somebody else’s than who decided first; where there is nobody else it says so', () => {
  expect(caseOnDesk(APPEALED, reader('hafiz', 'secretariat'))?.due.stage).toBe('appealed')
  expect(caseOnDesk(APPEALED, reader('ratna', 'secretariat'))).toBeNull()
  expect(caseOnDesk(APPEALED, reader('ratna', 'secretariat', ['ratna']))).toMatchObject({
    level: 'secretariat',
    why: 'nobody'
  })
})

test('whatever happened in a case: it waits for one side at most, and never for nobody of the secretariat', () => {
  const ways: readonly (readonly CaseStep[])[] = [
    [],
    ['withdrawn'],
    ['screening'],
    ['screening', 'information-asked'],
    ['screening', 'information-asked', 'closed'],
    ['screening', 'granted', 'suspended'],
    ['screening', 'granted', 'suspended', 'appealed'],
    ['screening', 'refused', 'appealed'],
    ['screening', 'refused', 'appealed', 'appeal-dismissed']
  ]
  const officers = ['ratna', 'hafiz', 'dewi']
  fc.assert(
    fc.property(
      fc.constantFrom(...ways),
      fc.constantFrom(...officers),
      fc.subarray(officers, { minLength: 1 }),
      (way, by, there) => {
        const one = queued(way.map((step) => [step, step === 'appealed' ? null : by]))
        const seeing = there.filter((id) => caseOnDesk(one, reader(id, 'secretariat', there)) !== null)
        const organisation = caseOnDesk(one, reader('maria', 'organisation', there)) !== null
        expect([seeing.length > 0, organisation]).toEqual([
          one.due?.waitsFor === 'secretariat',
          one.due?.waitsFor === 'organisation'
        ])
        if (one.state.stage === 'appealed' && there.length > 1) expect(seeing).not.toContain(by)
      }
    )
  )
})
