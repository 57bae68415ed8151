import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findingOf, flowPicture } from './flow-picture.ts'
import { flowOf, OUTCOMES, type Flow } from './flow.ts'

const anyFlow: fc.Arbitrary<Flow> = fc
  .array(fc.record({ outcome: fc.constantFrom(...OUTCOMES), spoke: fc.boolean(), times: fc.constantFrom(1, 3, 200) }), {
    maxLength: 20
  })
  .map((groups) =>
    flowOf(
      groups.flatMap(({ outcome, spoke, times }) =>
        Array.from({ length: times }, () => ({
          outcome,
          spoke: outcome.startsWith('done') ? spoke : outcome === 'open' || outcome === 'contested'
        }))
      )
    )
  )

test('every end has a bar, and as much arrives at each bar as it counts', () => {
  fc.assert(
    fc.property(anyFlow, (flow) => {
      const { bars, ribbons } = flowPicture(flow)
      for (const { part, count } of bars.filter(({ part }) => part !== 'asked')) {
        const arrived = ribbons.filter(({ to }) => to === part).reduce((sum, ribbon) => sum + ribbon.count, 0)
        expect(arrived, part).toBe(count)
      }
      for (const { count, thickness_px } of ribbons) {
        expect(count).toBeGreaterThan(0)
        expect(thickness_px).toBeGreaterThan(0)
      }
    })
  )
})

test('no dead end stands on another or on the words beside it, and all stand inside the picture', () => {
  fc.assert(
    fc.property(anyFlow, (flow) => {
      const { bars, height_px } = flowPicture(flow)
      const ends = bars.filter(({ kind }) => kind === 'end').sort((a, b) => a.y_px - b.y_px)
      ends.forEach((end, i) => {
        const next = ends[i + 1]?.y_px ?? height_px + 1
        expect(next - end.y_px).toBeGreaterThanOrEqual(Math.max(end.height_px, 48))
        const station = bars.find(({ kind, x }) => kind === 'station' && x === end.x)!
        expect(end.y_px).toBeGreaterThan(station.height_px)
      })
    })
  )
})

test('the title says what the figures say', () => {
  const flow = flowOf([
    { outcome: 'no-reply', spoke: false },
    { outcome: 'silent', spoke: false },
    { outcome: 'done-undisputed', spoke: true }
  ])
  expect(findingOf(flow)).toEqual({ kind: 'share', asked: 3, takenUp: 2, done: 1 })
  expect(findingOf(flowOf([]))).toEqual({ kind: 'nothing' })
})
