import { describe, expect, test } from 'vitest'
import { POLICY } from '#areas/policies.ts'
import { EVENT_KINDS, type Doing } from './event-kinds.ts'
import { eventOf } from './events.ts'
import { exampleOf } from './examples.ts'
import { SILENT, TOLD } from './told.ts'

const permissions = Object.keys(POLICY).sort()

describe('every permission', () => {
  test('is told, or its silence has a reason; none is both, and none is named that isn’t there', () => {
    expect([...Object.keys(TOLD), ...Object.keys(SILENT)].sort()).toEqual(permissions)
    for (const reason of Object.values(SILENT)) expect(reason).toMatch(/^[A-Z].+\.$/)
  })
  test.each(Object.keys(SILENT))('%s leaves nothing', (permission) => {
    const doing = {
      permission,
      subjectKind: 'body',
      subjectId: 'ID',
      details: { by: 'ID', public: true, step: 'granted' }
    }
    expect(eventOf(doing)).toBeNull()
  })
})

test('every kind has an example, of its own kind', () => {
  for (const kind of EVENT_KINDS) expect(exampleOf(kind).type).toBe(kind)
})

describe('a preparation', () => {
  const arranged = (details: Doing['details']) =>
    eventOf({ permission: 'preparation.arrange', subjectKind: 'preparation', subjectId: '8', details })
  test('is told of while everybody may read it, and not before', () => {
    expect(arranged({ edition: 8, step: 'merge', public: true })).toEqual({
      kind: 'preparation.arranged',
      details: { edition: 8, step: 'merge' }
    })
    for (const hidden of [false, 'true', undefined]) {
      expect(arranged({ edition: 8, step: 'merge', public: hidden })).toBeNull()
    }
  })
})

describe('a step of an accreditation', () => {
  const taken = (step: string) =>
    eventOf({
      permission: 'standing.take-step',
      subjectKind: 'application',
      subjectId: 'CSO-2026-0001',
      details: { step, on: '2026-03-02' }
    })?.kind ?? null
  test.each([
    ['granted', 'accreditation.decided'],
    ['refused', 'accreditation.decided'],
    ['reinstated', 'accreditation.decided'],
    ['ended', 'accreditation.decided'],
    ['suspended', 'accreditation.suspended'],
    ['appeal-allowed', 'accreditation.appeal-decided'],
    ['appeal-dismissed', 'accreditation.appeal-decided'],
    ['screening', null],
    ['information-asked', null],
    ['closed', null],
    ['reopened', null]
  ])('that is %s is told as %s', (step, kind) => {
    expect(taken(step)).toBe(kind)
  })
})
