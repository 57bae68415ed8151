import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sideBySide, type Addressed } from './side-by-side.ts'

const addressed: fc.Arbitrary<Addressed> = fc
  .record({
    reference: fc.uuid(),
    session: fc.constantFrom('ahrd-6', 'ahrd-7', 'UPR 2', 'UPR 12'),
    position: fc.constantFrom('supported', 'noted', 'partly', 'pending', 'no-reply'),
    themes: fc.uniqueArray(fc.constantFrom('justice', 'migrants', 'environment')),
    done: fc.boolean()
  })
  .map((row) => ({ ...row, mechanism: row.session.startsWith('UPR') ? 'upr' : 'dialogue' }))

test('Dialogues come first, then sessions by their number, the newest first', () => {
  const row = { position: 'pending', themes: [], done: false } as const
  const { sessions } = sideBySide([
    { ...row, reference: 'a', mechanism: 'upr', session: 'UPR 2' },
    { ...row, reference: 'b', mechanism: 'dialogue', session: 'ahrd-6' },
    { ...row, reference: 'c', mechanism: 'upr', session: 'UPR 12' },
    { ...row, reference: 'd', mechanism: 'dialogue', session: 'ahrd-7' }
  ])
  expect(sessions.map(({ session }) => session)).toEqual(['ahrd-7', 'ahrd-6', 'UPR 12', 'UPR 2'])
})

test('every recommendation is in one column of its session, and in each of its themes, once', () => {
  fc.assert(
    fc.property(fc.array(addressed, { maxLength: 40 }), (rows) => {
      const { sessions, themes } = sideBySide(rows)
      for (const { addressed: all, supported, noted, waiting } of sessions)
        expect(supported + noted + waiting).toBe(all)
      expect(sessions.reduce((sum, { addressed: all }) => sum + all, 0)).toBe(rows.length)
      expect(sessions.flatMap(({ done }) => done).sort()).toEqual(
        rows
          .filter(({ done }) => done)
          .map(({ reference }) => reference)
          .sort()
      )
      for (const { theme, dialogue, upr } of themes) {
        const own = rows.filter((row) => row.themes.includes(theme))
        expect([dialogue, upr]).toEqual([
          own.filter(({ mechanism }) => mechanism === 'dialogue').length,
          own.filter(({ mechanism }) => mechanism === 'upr').length
        ])
      }
      const sums = themes.map(({ dialogue, upr }) => dialogue + upr)
      expect(sums).toEqual(sums.toSorted((a, b) => b - a))
    })
  )
})
