import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Channel } from './channel.ts'
import { changeBetween, changed, type Change, type Json } from './patch.ts'

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, false, 0, 1, '', 'a', 'ก้', '🎤'),
    fc.array(tie('value'), { maxLength: 5 }) as fc.Arbitrary<Json>,
    fc.dictionary(fc.constantFrom('a', 'b', 'from', 'drop', 'put', '__proto__', 'length'), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true
    }) as fc.Arbitrary<Json>
  )
})).value

const read = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json

describe('a change', () => {
  test('leads from any value to any other, over the wire', () => {
    fc.assert(
      fc.property(json, json, (old, next) => {
        const change = changeBetween(old, next)
        if (change === null) expect(read(old)).toEqual(read(next))
        else expect(changed(read(old), read(change) as Change)).toEqual(read(next))
      }),
      { numRuns: 2000 }
    )
  })

  test('is null exactly where nothing changed', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(changeBetween(value, read(value))).toBeNull()
      })
    )
  })

  test('says that something is null, and that something is gone', () => {
    expect(changeBetween({ speaker: 'a', text: 1 }, { speaker: null })).toEqual({ speaker: [null], text: [] })
  })

  test('names one more on a list without the others', () => {
    const list = Array.from({ length: 50 }, (_, i) => ({ request: i, name: `Delegation ${i}` }))
    const more = [...list.slice(0, 20), { request: 99, name: 'A new one' }, ...list.slice(20)]
    expect(changeBetween(list, more)).toEqual({ from: 20, drop: 0, put: [{ request: 99, name: 'A new one' }] })
    expect(changeBetween(more, list)).toEqual({ from: 20, drop: 1, put: [] })
  })
})

/** A client as it should be: it takes what it is given, and refuses a change that isn't for its own state. */
class Client {
  id: string | null = null
  state: Json = null
  catchUp(channel: Channel): void {
    const missing = channel.since(this.id)
    if ('state' in missing) this.state = JSON.parse(missing.state) as Json
    else for (const { from, id, change } of missing.steps) this.take(from, id, change)
    this.id = channel.id
  }
  take(from: string, id: string, change: string): void {
    expect(from).toBe(this.id)
    this.state = changed(this.state, JSON.parse(change) as Change)
    this.id = id
  }
}

describe('a channel', () => {
  test('brings a client to exactly the current state, whatever it missed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ state: json, present: fc.boolean(), comesBack: fc.boolean() }), {
          minLength: 1,
          maxLength: 30
        }),
        fc.integer({ min: 0, max: 5 }),
        (moments, kept) => {
          const channel = new Channel(kept)
          const client = new Client()
          let connected = false
          for (const { state, present, comesBack } of moments) {
            const step = channel.advance(state)
            if (connected && step) client.take(step.from, step.id, step.change)
            connected = connected && present
            if (!connected && comesBack) {
              client.catchUp(channel)
              connected = true
            }
            if (connected) expect(client.state).toEqual(read(state))
          }
          client.catchUp(channel)
          expect(client.state).toEqual(read(moments.at(-1)!.state))
        }
      ),
      { numRuns: 500 }
    )
  })

  test('and one that comes from another process, or from before a restart', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1 }), fc.array(json, { minLength: 1 }), json, (here, there, last) => {
        const [one, other] = [new Channel(3), new Channel(3)]
        const client = new Client()
        for (const state of here) one.advance(state)
        for (const state of there) other.advance(state)
        client.catchUp(one)
        other.advance(last)
        client.catchUp(other)
        expect(client.state).toEqual(read(last))
      })
    )
  })

  test('sends a little where little changed, and everything where that is less', () => {
    const channel = new Channel()
    const list = Array.from({ length: 40 }, (_, i) => `Delegation ${i}`)
    channel.advance({ list })
    const id = channel.id
    channel.advance({ list: [...list, 'one more'] })
    expect(channel.since(id)).toMatchObject({ steps: [{ from: id, id: channel.id }] })
    expect(channel.since(channel.id)).toEqual({ steps: [] })
    expect(channel.since('unknown')).toHaveProperty('state')
    for (let i = 0; i < 40; i++) channel.advance({ list: list.toReversed().slice(i) })
    expect(channel.since(id)).toHaveProperty('state')
  })

  test('tells nothing where nothing changed for this kind of viewer', () => {
    const channel = new Channel()
    expect(channel.advance({ a: 1, b: undefined })).not.toBeNull()
    expect(channel.advance({ a: 1 })).toBeNull()
  })
})
