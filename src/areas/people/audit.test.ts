import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { POLICY } from '#areas/policies.ts'
import { isDay } from '#platform/clock/day.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { auditSentence, type AuditLine, type AuditNames, type AuditPiece } from './audit.ts'

test('every act that leaves an audit row has a sentence in every complete language', () => {
  const silent = ['en', 'id', 'th'].flatMap((locale) =>
    Object.keys(POLICY)
      .map((permission) => {
        const [area, verb = ''] = permission.split('.')
        return `${area}.audit_${verb.replaceAll('-', '_')}`
      })
      // Reading leaves no row.
      .filter((key) => !/\.audit_(read|see|list)/.test(key))
      .filter((key) => {
        try {
          return translatorOf(locale as 'en').dynamic(key, {}) === key
        } catch {
          // There is a sentence, and it wants the row's values.
          return false
        }
      })
      .map((key) => `${locale}: ${key}`)
  )
  expect(silent).toEqual([])
})

const en = translatorOf('en')
const line = (permission: string, of: Partial<AuditLine> = {}): AuditLine => ({
  ...{ id: 1, at: new Date(0), actorId: 'siti', actorName: 'Siti Lestari Adi', permission },
  ...{ subjectKind: 'recommendation', subjectId: 'AHRD7-R3', details: {} },
  ...of
})
const NAMES: AuditNames = {
  'account siti': { en: 'Siti Lestari Adi' },
  'body ID': { en: 'Indonesia', th: 'อินโดนีเซีย' },
  'body komnas-ham': { en: 'National Commission' },
  'recommendation AHRD7-R3': { en: 'A deposit for workers' },
  'grade partially': { en: 'Partially carried out' }
}
const read = (pieces: readonly AuditPiece[]) => pieces.map(({ text }) => text).join('')
const links = (pieces: readonly AuditPiece[]) => pieces.flatMap(({ text, href }) => (href ? [[text, href]] : []))
const assessed = line('follow-up.assess', { details: { about: 'ID', by: 'komnas-ham', entry: 3, grade: 'partially' } })

describe('a sentence of the audit', () => {
  test('calls everything by its name, and each name leads to its page', () => {
    const pieces = auditSentence(assessed, en, NAMES)
    expect(read(pieces)).toBe(
      'Siti Lestari Adi assessed AHRD7-R3 “A deposit for workers” about Indonesia for National Commission: Partially carried out'
    )
    expect(links(pieces)).toEqual([
      ['Siti Lestari Adi', '/people/siti'],
      ['AHRD7-R3', '/recommendations/AHRD7-R3'],
      ['Indonesia', '/bodies/ID'],
      ['National Commission', '/bodies/komnas-ham']
    ])
  })
  test('marks a name that is in another language than the page', () => {
    const pieces = auditSentence(assessed, translatorOf('th'), NAMES)
    expect(pieces).toContainEqual({ text: 'อินโดนีเซีย', href: '/bodies/ID' })
    expect(pieces).toContainEqual({ text: 'National Commission', href: '/bodies/komnas-ham', lang: 'en' })
  })
  test('falls back on identifiers, and leads nowhere that isn’t there', () => {
    const pieces = auditSentence(assessed, en, {})
    expect(read(pieces)).toBe('Siti Lestari Adi assessed AHRD7-R3 about ID for komnas-ham: partially')
    expect(links(pieces)).toEqual([])
  })
  test('says days and words as people do', () => {
    const stage = line('follow-up.record-stage', { details: { stage: 'adopted', on: '2026-02-10' } })
    expect(read(auditSentence(stage, en, NAMES))).toContain('on 10 February 2026: Adopted')
  })
  test('lists the first references and counts the rest', () => {
    const references = Array.from({ length: 8 }, (_, i) => `AHRD7-R${i + 1}`)
    const plan = line('actions.plan', { subjectKind: 'action', subjectId: '5', details: { by: 'ID', references } })
    const pieces = auditSentence(plan, en, { ...NAMES, 'action 5': { en: 'A law' } })
    expect(read(pieces)).toContain('planned “A law” for Indonesia, for AHRD7-R1, AHRD7-R2')
    expect(read(pieces)).toMatch(/AHRD7-R5 and 3 more$/)
    expect(links(pieces)).toHaveLength(1 + 1 + 1 + 5)
  })
  test('whatever words a row holds, none becomes a link or is lost', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('\uE0000\uE001', '{by}', '<a>', ''),
        (a, b) => {
          const reason = (a + b).replace(/[\uE000\uE001]/g, '')
          const pieces = auditSentence(line('follow-up.retract', { details: { by: 'ID', reason: a + b } }), en, NAMES)
          fc.pre(!isDay(reason))
          expect(read(pieces)).toContain(reason)
          expect(links(pieces)).toHaveLength(3)
        }
      )
    )
  })
})
