import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verdictOn } from '#test/listening-receiver.ts'
import { REPLAY_WINDOW_minutes } from './receiving.ts'
import { newSecret, seal, unseal } from './sealing.server.ts'
import { signedHeaders, writeSecret } from './signature.ts'

const REPLAY_WINDOW_s = REPLAY_WINDOW_minutes * 60
const NOW = new Date('2026-03-02T03:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const SECRET = writeSecret(Buffer.from('a secret of thirty-two octets ...'))
const BODY = '{"type":"progress.published"}'

describe('a signature', () => {
  test('is what the convention says, computed by hand', () => {
    // printf 'evt_1.1772420400.{"type":"progress.published"}' | openssl dgst -sha256 -hmac 'a secret of ...' -binary | base64
    expect(signedHeaders([SECRET], 'evt_1', NOW, BODY)).toEqual({
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1772420400',
      'webhook-signature': 'v1,h066Z+3eSpSk8NltPrpVKx6Z2iCKS89SvRZE6LxRb3o='
    })
  })
  test('holds for its own identifier, moment and words, and for no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.stringMatching(/^[a-z0-9_]{1,20}$/), (body, other, id) => {
        const headers = signedHeaders([SECRET], id, NOW, body)
        expect(verdictOn(SECRET, headers, body, NOW)).toBe('genuine')
        if (other !== body) expect(verdictOn(SECRET, headers, other, NOW)).toBe('wrong-signature')
        expect(verdictOn(SECRET, { ...headers, 'webhook-id': `${id}x` }, body, NOW)).toBe('wrong-signature')
        expect(verdictOn(SECRET, { ...headers, 'webhook-timestamp': '1772420401' }, body, NOW)).toBe('wrong-signature')
        expect(verdictOn(newSecret(), headers, body, NOW)).toBe('wrong-signature')
      })
    )
  })
  test('with two secrets, either opens it', () => {
    const renewed = newSecret()
    const headers = signedHeaders([renewed, SECRET], 'evt_1', NOW, BODY)
    expect([renewed, SECRET].map((secret) => verdictOn(secret, headers, BODY, NOW))).toEqual(['genuine', 'genuine'])
  })
  test('does not outlive the window, in either direction', () => {
    const headers = signedHeaders([SECRET], 'evt_1', NOW, BODY)
    expect(verdictOn(SECRET, headers, BODY, later(REPLAY_WINDOW_s))).toBe('genuine')
    expect(verdictOn(SECRET, headers, BODY, later(REPLAY_WINDOW_s + 1))).toBe('outside-window')
    expect(verdictOn(SECRET, headers, BODY, later(-REPLAY_WINDOW_s - 1))).toBe('outside-window')
    expect(verdictOn(SECRET, {}, BODY, NOW)).toBe('headers-missing')
  })
})

describe('a sealed secret', () => {
  const HALL = 'the secret that the hall keeps outside of its database'
  test('opens for its own receiver under the hall’s own secret, and nowhere else', () => {
    const secret = newSecret()
    const sealed = seal(secret, 3, HALL)
    expect(sealed).not.toContain(secret)
    expect(unseal(sealed, 3, HALL)).toBe(secret)
    expect(unseal(sealed, 4, HALL)).toBeNull()
    expect(unseal(sealed, 3, `${HALL}!`)).toBeNull()
    expect(unseal('v1.AAAA', 3, HALL)).toBeNull()
    expect(unseal('', 3, HALL)).toBeNull()
  })
  test('is never sealed the same way twice', () => {
    expect(seal('whsec_x', 1, HALL)).not.toBe(seal('whsec_x', 1, HALL))
  })
})
