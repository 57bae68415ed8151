import { scheduler } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { lineOf } from './line.ts'

test('one at a time, in the order in which they came; beyond those that wait none is taken', async () => {
  const queue = lineOf(2)
  const done: string[] = []
  let atOnce = 0
  const work =
    (name: string, fails = false) =>
    async () => {
      atOnce += 1
      expect(atOnce).toBe(1)
      await scheduler.wait(1)
      atOnce -= 1
      done.push(name)
      if (fails) throw new Error(name)
      return name
    }
  const taken = [queue(work('first')), queue(work('second', true)), queue(work('third'))]
  expect(queue(work('fourth'))).toBeNull()
  expect(await Promise.allSettled(taken)).toMatchObject([
    { value: 'first' },
    { reason: { message: 'second' } },
    { value: 'third' }
  ])
  expect(done).toEqual(['first', 'second', 'third'])
  // Whoever was done left room, one that failed too.
  expect(await Promise.all([queue(work('fifth')), queue(work('sixth')), queue(work('seventh'))])).toHaveLength(3)
})
