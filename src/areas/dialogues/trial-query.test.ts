import { expect, test } from 'vitest'
import { SEGMENT } from '#test/small-floor.ts'
import type { Modality } from './modality.ts'
import { readTrialQuery, USUAL_PERCENT } from './trial-query.ts'

const MODALITY: Modality = {
  title: { en: 'A small modality' },
  basis: { en: 'A test' },
  segments: [SEGMENT],
  offlineRequests: 'by-time-made'
}

const read = (query: string) => readTrialQuery(new URLSearchParams(query), MODALITY)

test('minutes and a share are read; half a minute is the least', () => {
  expect(read('taking=0&limit-general-segment=2.5')).toEqual({
    percent: 0,
    limits: new Map([['general-segment', 150]])
  })
})

test.each([
  '',
  'taking=',
  'taking=101',
  'taking=1.5',
  'limit-general-segment=',
  'limit-general-segment=0',
  'limit-x=3'
])('%j asks for nothing', (query) => {
  expect(read(query)).toEqual({ percent: USUAL_PERCENT, limits: new Map() })
})
