import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { rootFolder } from '#platform/settings.ts'
import { EVENT_KINDS } from './event-kinds.ts'
import { exampleOf } from './examples.ts'
import { newSecret } from './sealing.server.ts'
import { signedHeaders } from './signature.ts'

type Check = (secret: string, headers: Record<string, string>, body: string, now?: number) => boolean

const written = readFileSync(join(rootFolder(), 'docs', 'webhooks.md'), 'utf8')

describe('what docs/webhooks.md tells receivers to do', () => {
  const NOW = new Date('2026-03-02T03:00:00Z')
  const secret = newSecret()
  const headers = signedHeaders([newSecret(), secret], 'evt_42', NOW, '{"a":1}')
  let check: Check
  beforeAll(async () => {
    const code = /```js\n([\s\S]*?)```/.exec(written)![1]!
    const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as {
      isFromTheHall: Check
    }
    check = module.isFromTheHall
  })

  test('takes what the hall signed', () => {
    expect(check(secret, headers, '{"a":1}', NOW.getTime())).toBe(true)
  })
  test('refuses another secret, other words, another identifier, an old message, and one without headers', () => {
    const at = NOW.getTime()
    expect(check(newSecret(), headers, '{"a":1}', at)).toBe(false)
    expect(check(secret, headers, '{"a":2}', at)).toBe(false)
    expect(check(secret, { ...headers, 'webhook-id': 'evt_43' }, '{"a":1}', at)).toBe(false)
    expect(check(secret, headers, '{"a":1}', at + 301_000)).toBe(false)
    expect(check(secret, headers, '{"a":1}', at - 301_000)).toBe(false)
    expect(check(secret, {}, '{"a":1}', at)).toBe(false)
    expect(check(secret, { ...headers, 'webhook-timestamp': 'soon' }, '{"a":1}', at)).toBe(false)
  })
})

test('every kind of event is in the documentation', () => {
  expect(EVENT_KINDS.filter((kind) => !written.includes(`\`${kind}\``))).toEqual([])
})

test.each(EVENT_KINDS)('the message of %s in the documentation is the one that is sent', (kind) => {
  expect(written.split('\n')).toContain(JSON.stringify(exampleOf(kind)))
})
