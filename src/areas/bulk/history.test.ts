import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uprIssues } from '#areas/recommendations/upr-issues.ts'
import { againstRecord, countsOf, pastRecommendations, type CodedRow } from './history.ts'

const row: CodedRow = {
  session: '12',
  state_under_review: 'Thailand',
  recommending_state: 'France',
  response: 'Supported',
  issues: 'Detention,Justice',
  recommendation: 'Ratify the Optional Protocol'
}

const coded = fc.record({
  session: fc.constantFrom('1', '12', '13', ''),
  state_under_review: fc.constantFrom('Thailand', 'Philippines', 'Atlantis'),
  recommending_state: fc.constantFrom('France', 'Spain', '(unknown)', 'Atlantis'),
  response: fc.constantFrom('Supported', ' noted', 'Perhaps'),
  issues: fc.constantFrom('Detention', 'Justice, Detention', '', 'Weather'),
  recommendation: fc.constantFrom('Ratify', 'Train police', '', ' Ratify ')
})

describe('coded rows as recommendations', () => {
  test('several recommending States of the same words are one recommendation, with all their issues', () => {
    const { recommendations, faults } = pastRecommendations([
      row,
      { ...row, recommending_state: 'Spain', issues: 'Torture and other CID treatment' }
    ])
    expect(faults).toEqual([])
    expect(recommendations).toMatchObject([
      { rows: [2, 3], session: 12, madeOn: '2011-10-14', addressee: 'TH', makers: ['FR', 'ES'], position: 'supported' }
    ])
    expect(recommendations[0]!.issues).toEqual(['detention', 'justice', 'torture-and-other-cid-treatment'])
  })

  test.each([
    ['another answer to the same words', { response: 'Noted' }, 'follow-up.row_contradicts'],
    ['a session that is none', { session: '99' }, 'follow-up.row_session'],
    ['a State under review that is none', { state_under_review: 'Atlantis' }, 'follow-up.row_state'],
    ['a recommending State that is none', { recommending_state: 'Atlantis' }, 'follow-up.row_state'],
    ['no State under review', { state_under_review: ' ' }, 'follow-up.row_state_missing'],
    ['no recommending State', { recommending_state: '' }, 'follow-up.row_state_missing'],
    ['a response that is none', { response: 'Perhaps' }, 'follow-up.row_response'],
    ['no words', { recommendation: ' ' }, 'follow-up.row_empty'],
    ['an issue that is none', { issues: 'Detention,Weather' }, 'follow-up.row_issue']
  ])('%s is told by its row', (_, change, refused) => {
    const { recommendations, faults } = pastRecommendations([row, { ...row, ...change }])
    expect(recommendations).toHaveLength(1)
    expect(faults).toMatchObject([{ row: 3, reason: { refused } }])
  })

  test('characters written for the web are read as they are', () => {
    const [one] = pastRecommendations([
      { ...row, recommendation: 'Women&#39;s rights &amp; &quot;peace&quot;' }
    ]).recommendations
    expect(one!.text).toBe('Women\'s rights & "peace"')
  })

  test('numbers that are no character stay as they are written', () => {
    for (const said of ['&#0;', '&#55296;', '&#1114112;', '&#99999999999;']) {
      const [one] = pastRecommendations([{ ...row, recommendation: `Words ${said}` }]).recommendations
      expect(one!.text).toBe(`Words ${said}`)
    }
  })

  test('no row is lost: each is in one recommendation, or has its fault', () => {
    fc.assert(
      fc.property(fc.array(coded, { maxLength: 30 }), (rows) => {
        const { recommendations, faults } = pastRecommendations(rows)
        const told = [...recommendations.flatMap(({ rows: own }) => own), ...faults.map(({ row: at }) => at)]
        expect(told.sort((a, b) => a - b)).toEqual(rows.map((_, i) => i + 2))
        const ids = new Set<string>(uprIssues.map(({ id }) => id))
        for (const { issues } of recommendations) expect(issues.every((issue) => ids.has(issue))).toBe(true)
      })
    )
  })

  test('what is on record is known, whatever else the file brings, and never entered twice', () => {
    fc.assert(
      fc.property(fc.array(coded, { maxLength: 30 }), fc.nat(), (rows, cut) => {
        const { recommendations } = pastRecommendations(rows)
        const record = recommendations.slice(0, recommendations.length ? cut % recommendations.length : 0)
        const { fresh, known, faults } = againstRecord(recommendations, record)
        expect(known).toBe(record.length)
        expect(faults).toEqual([])
        expect([...record, ...fresh]).toEqual(recommendations)
      })
    )
  })

  test('what the record says otherwise is a fault, not a change', () => {
    const { recommendations } = pastRecommendations([row, { ...row, recommending_state: 'Spain' }])
    const [one] = recommendations
    const other = againstRecord(recommendations, [{ ...one!, position: 'noted' }])
    expect(other.faults).toMatchObject([{ row: 2 }, { row: 3, reason: { refused: 'bulk.row_other_position' } }])
    expect(againstRecord(recommendations, [{ ...one!, makers: ['FR'] }]).faults).toMatchObject([
      { reason: { refused: 'bulk.row_other_makers' } },
      {}
    ])
  })

  test('counts by session and by State add up to all', () => {
    fc.assert(
      fc.property(fc.array(coded, { maxLength: 30 }), (rows) => {
        const { recommendations } = pastRecommendations(rows)
        const { sessions, states } = countsOf(recommendations)
        for (const counts of [sessions, states]) {
          const sum = counts.reduce((total, { supported, noted }) => total + supported + noted, 0)
          expect(sum).toBe(recommendations.length)
        }
      })
    )
  })
})
