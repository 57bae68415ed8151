import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVENT_KINDS, type Doing } from './event-kinds.ts'
import { eventOf, publicEvent, type KeptEvent } from './events.ts'

const doing: Doing = {
  permission: 'follow-up.assess',
  subjectKind: 'recommendation',
  subjectId: 'AHRD7-R3',
  details: { about: 'ID', by: 'komnas-ham', entry: 12, grade: 'C' }
}
const kept: KeptEvent = {
  id: 7,
  kind: 'progress.published',
  occurredAt: new Date('2026-03-02T03:00:00Z'),
  subjectKind: 'recommendation',
  subjectId: 'AHRD7-R3',
  details: { about: 'ID', by: 'komnas-ham', entry: 12 }
}

describe('what is told', () => {
  test('an assessment is told as published, with identifiers', () => {
    expect(eventOf(doing)).toEqual({
      kind: 'progress.published',
      details: { about: 'ID', by: 'komnas-ham', entry: 12, grade: 'C' }
    })
  })
  test.each(['people.invite', 'webhooks.add', 'toString', '__proto__', 'constructor'])('%s is not', (permission) => {
    expect(eventOf({ ...doing, permission })).toBeNull()
  })
  test('names of kinds are a noun and what was done', () => {
    for (const kind of EVENT_KINDS) expect(kind).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
  })
  test('of an audit row only what its own event tells leaves: a person under the same name doesn’t', () => {
    const details = { count: 3, by: 'siti-lestari-adi', name: 'rows.csv', references: ['AHRD7-R1', 'AHRD7-R2'] }
    expect(eventOf({ ...doing, permission: 'bulk.enter-positions', details })!.details).toEqual({
      count: 3,
      references: ['AHRD7-R1', 'AHRD7-R2']
    })
    expect(eventOf({ ...doing, permission: 'bulk.import-history', details })!.details).toEqual({ count: 3 })
  })
  test('an action that is completed is told as such, its other steps as changes', () => {
    const step = (name: string) =>
      eventOf({ ...doing, permission: 'actions.record-step', details: { step: name } })!.kind
    expect(['begun', 'completed', 'stopped'].map(step)).toEqual([
      'action.changed',
      'action.completed',
      'action.changed'
    ])
  })
  test('no word of the record and no person leaves with it, whatever an audit row holds', () => {
    const words = fc.string().filter((text) => /\s|@/.test(text))
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('reason', 'name', 'email', 'text', 'by', 'about'), words),
        (details) => {
          expect(eventOf({ ...doing, details })!.details).toEqual({})
        }
      )
    )
  })
})

describe('a public event', () => {
  test('leads to the page and to the entry in the API', () => {
    expect(publicEvent(kept, 'https://hall.example')).toEqual({
      id: 'evt_7',
      type: 'progress.published',
      timestamp: '2026-03-02T03:00:00.000Z',
      data: {
        subject: { kind: 'recommendation', id: 'AHRD7-R3' },
        details: { about: 'ID', by: 'komnas-ham', entry: 12 },
        page: 'https://hall.example/recommendations/AHRD7-R3/progress/ID',
        api: 'https://hall.example/api/progress/12'
      }
    })
  })
  test('whatever its subject, its addresses stay in the hall', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'recommendation',
          'action',
          'document',
          'practice',
          'body',
          'application',
          'preparation',
          'other',
          null
        ),
        fc.option(fc.string({ unit: 'binary-ascii' })),
        (subjectKind, subjectId) => {
          const { data } = publicEvent({ ...kept, subjectKind, subjectId, details: {} }, 'https://hall.example')
          for (const address of [data.page, data.api]) expect(new URL(address).origin).toBe('https://hall.example')
        }
      )
    )
  })
})
