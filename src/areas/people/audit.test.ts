import { expect, test } from 'vitest'
import { POLICY } from '#areas/policies.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'

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
