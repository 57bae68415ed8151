import { describe, expect, test } from 'vitest'
import { narrowed, registerOn, type BodyOnRecord, type CaseOnRecord } from './register.ts'

const event = (
  turn: number,
  step: CaseOnRecord['events'][number]['step'],
  on: string,
  by: string | null = 'ratna'
) => ({
  turn,
  step,
  on,
  by,
  reason: `Why ${step}`,
  locale: 'en'
})

const refused: CaseOnRecord = {
  reference: 'CSO-2026-0001',
  bodyId: null,
  name: { en: 'Friends of the Coast' },
  stateId: 'ID',
  receivedOn: '2026-01-05',
  events: [event(1, 'screening', '2026-01-10'), event(2, 'refused', '2026-01-20')]
}
const appealed: CaseOnRecord = { ...refused, events: [...refused.events, event(3, 'appealed', '2026-01-25', null)] }
const open: CaseOnRecord = { ...refused, reference: 'CSO-2026-0002', events: refused.events.slice(0, 1) }

const lantern: BodyOnRecord = {
  id: 'lantern',
  name: { en: 'Lantern Network' },
  stateId: null,
  facts: [
    { status: 'applied', on: '2024-03-04', reason: {} },
    { status: 'granted', on: '2024-11-05', reason: { en: 'For three years' } }
  ]
}

describe('the register', () => {
  test('has who was refused, and not who still waits', () => {
    expect(registerOn([], [refused, open], '2026-02-01').map(({ key, status }) => [key, status])).toEqual([
      ['CSO-2026-0001', 'refused']
    ])
    expect(registerOn([], [refused], '2026-01-19')).toEqual([])
  })

  test('says that an appeal waits; the words of the organisation are not in it', () => {
    const [entry] = registerOn([], [appealed], '2026-02-01')
    expect(entry).toMatchObject({ status: 'refused', since: '2026-01-20', appealed: true })
    expect(entry!.decisions).toEqual([{ step: 'refused', on: '2026-01-20', reason: { en: 'Why refused' } }])
  })

  test('tells a decision once, whether the record or the case has it', () => {
    const granted: CaseOnRecord = {
      ...refused,
      bodyId: 'coast',
      events: [...appealed.events, event(4, 'appeal-allowed', '2026-02-10', 'omar')]
    }
    const coast: BodyOnRecord = {
      id: 'coast',
      name: { en: 'Friends of the Coast' },
      stateId: 'ID',
      facts: [{ status: 'granted', on: '2026-02-10', reason: { en: 'Why appeal-allowed' } }]
    }
    const [entry] = registerOn([coast], [granted], '2026-03-01')
    expect(entry).toMatchObject({ bodyId: 'coast', status: 'granted', since: '2026-02-10', appealed: false })
    expect(entry!.decisions.map(({ step }) => step)).toEqual(['appeal-allowed', 'refused'])
  })

  test('keeps what was decided before there was a case', () => {
    const taken: CaseOnRecord = {
      ...refused,
      bodyId: 'lantern',
      receivedOn: '2024-11-05',
      events: [event(1, 'taken-over', '2024-11-05'), event(2, 'suspended', '2026-03-01')]
    }
    const suspended = {
      ...lantern,
      facts: [...lantern.facts, { status: 'suspended', on: '2026-03-01', reason: { en: 'Why suspended' } }]
    }
    const [entry] = registerOn([suspended], [taken], '2026-03-02')
    expect(entry!.decisions.map(({ step }) => step)).toEqual(['suspended', 'granted'])
    expect(registerOn([suspended], [taken], '2026-02-28')[0]!.status).toBe('granted')
  })

  test('is narrowed by words of the name and by how an organisation stands', () => {
    const all = registerOn([lantern], [refused], '2026-02-01')
    const keys = (words: string, status: string) => narrowed(all, { words, status }).map(({ key }) => key)
    expect(keys('', '')).toHaveLength(2)
    expect(keys('network lantern', '')).toEqual(['lantern'])
    expect(keys('', 'refused')).toEqual(['CSO-2026-0001'])
    expect(keys('', 'no such status')).toHaveLength(2)
  })
})
