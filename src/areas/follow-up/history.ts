import { stateNamed } from '#areas/bodies/state-names.ts'
import { uprIssueByName } from '#areas/recommendations/upr-issues.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'

/** A row of recommendations of the Universal Periodic Review as UPR Info codes them: one for each recommending State. */
export interface CodedRow {
  readonly session: string
  readonly state_under_review: string
  readonly recommending_state: string
  readonly response: string
  readonly issues: string
  readonly recommendation: string
}

export interface PastRecommendation {
  readonly session: number
  /** the day on which its session ended */
  readonly madeOn: string
  readonly addressee: string
  readonly makers: readonly string[]
  readonly position: 'supported' | 'noted'
  readonly text: string
  /** ids of UPR issues */
  readonly issues: readonly string[]
}

export interface RowFault {
  /** of the file, the head being line 1 */
  readonly row: number
  readonly reason: Refusal
}

/** The last days of the sessions of the working group: OHCHR, "UPR sessions". */
const ENDED: Readonly<Record<number, string>> = {
  1: '2008-04-18',
  2: '2008-05-19',
  3: '2008-12-15',
  4: '2009-02-13',
  5: '2009-05-15',
  6: '2009-12-11',
  7: '2010-02-19',
  8: '2010-05-14',
  9: '2010-11-12',
  10: '2011-02-04',
  11: '2011-05-13',
  12: '2011-10-14'
}

const POSITIONS: Readonly<Record<string, 'supported' | 'noted'>> = { supported: 'supported', noted: 'noted' }
/** Coders write so where a report doesn't say who recommended. */
const NOBODY = /^\(?unknown\)?$/i

/**
 * Coded rows as recommendations: the same words to the same State in the same session are one, by all the States that
 * made it. In the order of the file. Every row that can't be read has its fault.
 */
export function pastRecommendations(rows: readonly CodedRow[]): {
  readonly recommendations: PastRecommendation[]
  readonly faults: RowFault[]
} {
  const found = new Map<string, PastRecommendation>()
  const faults: RowFault[] = []
  rows.forEach((row, at) => {
    const read = readRow(row)
    if ('refused' in read) {
      faults.push({ row: at + 2, reason: read })
      return
    }
    const key = `${read.session}\n${read.addressee}\n${read.text}`
    const known = found.get(key)
    if (known && known.position !== read.position) {
      faults.push({ row: at + 2, reason: refuse('follow-up.row_contradicts') })
      return
    }
    found.set(
      key,
      known ? { ...known, makers: union(known.makers, read.makers), issues: union(known.issues, read.issues) } : read
    )
  })
  return { recommendations: [...found.values()], faults }
}

function readRow(row: CodedRow): PastRecommendation | Refusal {
  const session = Number(row.session)
  const madeOn = ENDED[session]
  if (!madeOn) return refuse('follow-up.row_session', { session: row.session })
  const addressee = stateNamed(plain(row.state_under_review))
  if (!addressee) return refuse('follow-up.row_state', { name: row.state_under_review })
  const maker = plain(row.recommending_state)
  const state = NOBODY.test(maker) ? undefined : stateNamed(maker)
  if (state === null) return refuse('follow-up.row_state', { name: row.recommending_state })
  const position = POSITIONS[row.response.trim().toLowerCase()]
  if (!position) return refuse('follow-up.row_response', { response: row.response })
  const text = plain(row.recommendation)
  if (!text) return refuse('follow-up.row_empty')
  const names = row.issues.split(',').filter((name) => name.trim())
  const issues = names.map(uprIssueByName)
  const unknown = names.find((_, i) => !issues[i])
  if (unknown) return refuse('follow-up.row_issue', { name: unknown.trim() })
  return {
    session,
    madeOn,
    addressee: addressee.code,
    makers: state ? [state.code] : [],
    position,
    text,
    issues: [...new Set(issues.map((issue) => issue!.id))]
  }
}

/** The file was once written for the web: characters that mean something there stand as their numbers. */
function plain(words: string): string {
  return words
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .trim()
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])]
}
