import { stateNamed } from '#areas/bodies/state-names.ts'
import { uprIssueByName } from '#areas/recommendations/upr-issues.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'

export const CODED_COLUMNS = [
  'session',
  'state_under_review',
  'recommending_state',
  'response',
  'issues',
  'recommendation'
] as const

/** A row of recommendations of the Universal Periodic Review as UPR Info codes them: one for each recommending State. */
export type CodedRow = Readonly<Record<(typeof CODED_COLUMNS)[number], string>>

export interface PastRecommendation {
  /** the rows of the file that it was made of */
  readonly rows: readonly number[]
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
    const read = readRow(row, at + 2)
    if ('refused' in read) {
      faults.push({ row: at + 2, reason: read })
      return
    }
    const key = keyOf(read)
    const known = found.get(key)
    if (known && known.position !== read.position) {
      faults.push({ row: at + 2, reason: refuse('follow-up.row_contradicts') })
      return
    }
    found.set(
      key,
      known
        ? {
            ...known,
            rows: [...known.rows, ...read.rows],
            makers: union(known.makers, read.makers),
            issues: union(known.issues, read.issues)
          }
        : read
    )
  })
  return { recommendations: [...found.values()], faults }
}

/** By what two are the same recommendation. */
function keyOf({ session, addressee, text }: { session: number; addressee: string; text: string }): string {
  return `${session}\n${addressee}\n${text}`
}

/** A recommendation of a past session as the record has it. */
export interface OnRecord {
  readonly session: number
  readonly addressee: string
  readonly text: string
  readonly makers: readonly string[]
  readonly position: string | null
}

/**
 * What of a file is not on record yet, and how many are. Rows that say something else than the record of a
 * recommendation that is there have their fault: an import adds, and changes nothing.
 */
export function againstRecord(
  given: readonly PastRecommendation[],
  record: readonly OnRecord[]
): { readonly fresh: PastRecommendation[]; readonly known: number; readonly faults: RowFault[] } {
  const here = new Map(record.map((one) => [keyOf(one), one]))
  const fresh: PastRecommendation[] = []
  const faults: RowFault[] = []
  for (const one of given) {
    const known = here.get(keyOf(one))
    if (!known) {
      fresh.push(one)
      continue
    }
    const reason =
      known.position !== one.position
        ? refuse('bulk.row_other_position')
        : one.makers.some((maker) => !known.makers.includes(maker))
          ? refuse('bulk.row_other_makers')
          : null
    if (reason) faults.push(...one.rows.map((row) => ({ row, reason })))
  }
  return { fresh, known: given.length - fresh.length, faults }
}

/** How many of these are of each session, and of each State: what a person looks at before they say yes. */
export function countsOf(given: readonly PastRecommendation[]): {
  readonly sessions: readonly { readonly session: number; readonly supported: number; readonly noted: number }[]
  readonly states: readonly { readonly state: string; readonly supported: number; readonly noted: number }[]
} {
  const counted = <Key extends string | number>(keyOfOne: (one: PastRecommendation) => Key) => {
    const counts = new Map<Key, { supported: number; noted: number }>()
    for (const one of given) {
      const key = keyOfOne(one)
      const count = counts.get(key) ?? { supported: 0, noted: 0 }
      count[one.position] += 1
      counts.set(key, count)
    }
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  }
  return {
    sessions: counted(({ session }) => session).map(([session, count]) => ({ session, ...count })),
    states: counted(({ addressee }) => addressee).map(([state, count]) => ({ state, ...count }))
  }
}

function stateFault(column: 'state_under_review' | 'recommending_state', row: CodedRow): Refusal {
  const name = row[column]
  return name.trim() ? refuse('follow-up.row_state', { name }) : refuse('follow-up.row_state_missing', { column })
}

function readRow(row: CodedRow, at: number): PastRecommendation | Refusal {
  const session = Number(row.session)
  const madeOn = ENDED[session]
  if (!madeOn) return refuse('follow-up.row_session', { session: row.session })
  const addressee = stateNamed(plain(row.state_under_review))
  if (!addressee) return stateFault('state_under_review', row)
  const maker = plain(row.recommending_state)
  const state = NOBODY.test(maker) ? undefined : stateNamed(maker)
  if (state === null) return stateFault('recommending_state', row)
  const position = POSITIONS[row.response.trim().toLowerCase()]
  if (!position) return refuse('follow-up.row_response', { response: row.response })
  const text = plain(row.recommendation)
  if (!text) return refuse('follow-up.row_empty')
  const names = row.issues.split(',').filter((name) => name.trim())
  const issues = names.map(uprIssueByName)
  const unknown = names.find((_, i) => !issues[i])
  if (unknown) return refuse('follow-up.row_issue', { name: unknown.trim() })
  return {
    rows: [at],
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
    .replaceAll(/&#(\d{1,7});/g, (said, code: string) => characterOf(Number(code)) ?? said)
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .trim()
}

/** Null where no character has that number, or none that a text can hold. */
function characterOf(code: number): string | null {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : null
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])]
}
