import { describe, expect, test } from 'vitest'
import { bringsTooMuch, hasNull, keepCookiesPrivate, LARGEST_BODY_OF_A_VISITOR_bytes, keepsLanguage } from './http.ts'

describe('what a visitor sends', () => {
  const asked = (method: string, headers: Record<string, string>) => ({ method, headers: new Headers(headers) })
  test.each([
    ['a page', 'GET', {}, false],
    ['a form', 'POST', { 'content-length': '4000' }, false],
    ['a form without fields', 'POST', {}, false],
    ['the largest form', 'POST', { 'content-length': String(LARGEST_BODY_OF_A_VISITOR_bytes) }, false],
    ['a larger one', 'POST', { 'content-length': String(LARGEST_BODY_OF_A_VISITOR_bytes + 1) }, true],
    ['one that doesn’t say', 'POST', { 'transfer-encoding': 'chunked' }, true]
  ])('%s', (_what, method, headers, tooMuch) => {
    expect(bringsTooMuch(asked(method, headers))).toBe(tooMuch)
  })
})

test('an address with a null character is none', () => {
  expect(hasNull(new URL('https://hall.example/recommendations/a%00b'))).toBe(true)
  expect(hasNull(new URL('https://hall.example/api/bodies?cursor=%00'))).toBe(true)
  expect(hasNull(new URL('https://hall.example/recommendations?words=%2500'))).toBe(false)
})

describe('an answer that everybody may keep', () => {
  const kept = (given: Record<string, string>) => {
    const headers = new Headers(given)
    keepCookiesPrivate(headers)
    return headers.get('cache-control')
  }
  test('is nobody else’s once it gives a cookie', () => {
    expect(kept({ 'cache-control': 'public, max-age=60' })).toBe('public, max-age=60')
    expect(kept({ 'cache-control': 'public, max-age=60', 'set-cookie': 'session=secret' })).toBe('private, no-cache')
    expect(kept({ 'cache-control': 'no-store', 'set-cookie': 'session=secret' })).toBe('no-store')
  })
})

test.each([
  ['/preparation/8/briefs/TH', true],
  ['/', true],
  ['/preparation/8/briefs/TH.pdf', false],
  ['/follow-up/flow.csv', false],
  ['/api/recommendations', false]
])('whether %s?lang=th goes on in Thai: %s', (pathname, kept) => {
  expect(keepsLanguage(pathname)).toBe(kept)
})
