import { createHash } from 'node:crypto'
import { stateNamed } from '#areas/bodies/state-names.ts'
import { readCell } from '#areas/publication/public-record.ts'
import type { Position } from '#areas/tables.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { entryFault } from '#areas/follow-up/entry-fault.ts'
import type { Stage } from '#areas/follow-up/life.ts'
import { statementFault, type Statement } from '#areas/follow-up/positions.ts'
import { readDay } from './sheet-day.ts'
import type { Level, Track } from '#areas/follow-up/tracks.ts'

/** What stands in a voice on a recommendation, or what an addressee's position is, as the cells of a sheet. */
export const SHEETS = {
  progress: ['grade', 'observed_on', 'text', 'language', 'evidence', 'evidence_url'],
  positions: ['position', 'stated_on', 'source', 'source_url']
} as const
export type SheetKind = keyof typeof SHEETS
export type FilledColumn = (typeof SHEETS)[SheetKind][number]
/** Beside what is filled: what a row needs to be understood, and the words of the recommendation, which are not read back. */
export type SheetColumn = FilledColumn | 'reference' | 'state' | 'recommendation' | 'fingerprint'

export function columnsOf(kind: SheetKind): readonly SheetColumn[] {
  return ['reference', 'state', 'recommendation', ...SHEETS[kind], 'fingerprint']
}

export type Cells = Readonly<Partial<Record<FilledColumn, string>>>

/** A row of the record as a sheet is made of it, and as a sheet that comes back is held against it. */
export interface SheetRecord {
  readonly recommendationId: number
  readonly reference: string
  readonly state: string
  readonly madeOn: string
  readonly stage: Stage
  readonly text: string
  readonly standing: {
    readonly id: number
    readonly cells: Cells
    /** who recorded it, for those who find it changed */
    readonly by: string
  } | null
  /** in a sheet of positions: what a new one is held against; null in others, and where nothing was answered yet */
  readonly answer: {
    readonly statements: readonly Statement[]
    /** the newest of them is the addressee's own, made in this hall */
    readonly ownWords: boolean
    readonly replyDay: string | null
  } | null
}

export interface FileRow {
  /** of the file, from 1 */
  readonly line: number
  readonly cells: Readonly<Partial<Record<SheetColumn, string>>>
}

export interface SheetFault {
  readonly line: number
  readonly column: SheetColumn
  readonly reference: string
  readonly reason: Refusal
}

export interface SheetChange {
  readonly line: number
  readonly recommendationId: number
  readonly reference: string
  readonly state: string
  /** the fact that it takes the place of; null for one beside what there is */
  readonly corrects: number | null
  readonly from: Cells
  readonly to: Cells
}

export interface SheetPlan {
  readonly changes: readonly SheetChange[]
  readonly faults: readonly SheetFault[]
  readonly untouched: number
}

/** Words that people write in cells, folded, for what they mean; null where two things are called so. */
export interface SheetWords {
  readonly grades: ReadonlyMap<string, string | null>
  readonly levelOf: ReadonlyMap<string, Level>
  readonly positions: ReadonlyMap<string, Position>
  readonly languages: ReadonlyMap<string, string>
}

export interface SheetAsked {
  readonly kind: SheetKind
  readonly track: Track | null
  readonly today: string
  /** the language of a text whose cell says none */
  readonly locale: string
  readonly words: SheetWords
  readonly record: ReadonlyMap<string, SheetRecord>
  /** why this person may not speak about a State; null where they may */
  readonly barred: (state: string) => Refusal | null
}

const LONGEST: Readonly<Partial<Record<FilledColumn, number>>> = { text: 5000, evidence: 500, source: 300 }
const NEEDED: Readonly<Record<SheetKind, readonly FilledColumn[]>> = {
  progress: ['grade', 'observed_on', 'text'],
  positions: ['position', 'stated_on', 'source']
}

/** A sheet has one line for each recommendation and State. */
export function recordKey(reference: string, state: string): string {
  return `${reference}\n${state}`
}

/** A word as it is compared: capitals and spaces make no difference. */
export function foldWord(word: string): string {
  return word.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
}

/** Spreadsheet programs change line ends and what stands at the ends of a cell: neither tells one text from another. */
export function plainCell(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim()
}

/** Names what stood when a sheet was made: 'r', the id of the fact, and twelve digits made of its cells. */
export function fingerprintOf(
  kind: SheetKind,
  standing: { readonly id: number; readonly cells: Cells } | null
): string {
  return `r${standing?.id ?? 0}-${digitsOf(kind, standing?.cells ?? {})}`
}

function digitsOf(kind: SheetKind, cells: Cells): string {
  const said = SHEETS[kind].map((column) => plainCell(cells[column]))
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 12)
}

/** What a filled sheet would change, and every fault by row and column. A row that nobody touched changes nothing. */
export function planSheet(rows: readonly FileRow[], asked: SheetAsked): SheetPlan {
  const changes: SheetChange[] = []
  const faults: SheetFault[] = []
  const seen = new Map<string, number>()
  let untouched = 0
  for (const row of rows) {
    const outcome = readRow(row, asked, seen)
    if (outcome === null) untouched += 1
    else if ('corrects' in outcome) changes.push(outcome)
    else faults.push(...outcome.faults)
  }
  return { changes, faults, untouched }
}

type Faults = { readonly faults: readonly SheetFault[] }

function readRow({ line, cells }: FileRow, asked: SheetAsked, seen: Map<string, number>): SheetChange | Faults | null {
  const reference = readCell(plainCell(cells.reference))
  const fault = (column: SheetColumn, reason: Refusal): Faults => ({ faults: [{ line, column, reference, reason }] })
  const given = valuesOf(cells, asked)
  if (!reference) return fault('reference', refuse('bulk.cell_reference_missing'))
  const state = stateOf(cells.state)
  if (!state) return fault('state', refuse('bulk.cell_state_unknown', { name: cells.state ?? '' }))
  const record = asked.record.get(recordKey(reference, state))
  if (!record) return fault('reference', refuse('bulk.cell_not_addressed', { reference, state }))
  const before = seen.get(recordKey(reference, state))
  if (before) return fault('reference', refuse('bulk.cell_twice', { row: before }))
  seen.set(recordKey(reference, state), line)
  const fingerprint = plainCell(cells.fingerprint)
  const [, digits] = /^r\d+-([0-9a-f]{12})$/.exec(fingerprint) ?? []
  if (!digits) return fault('fingerprint', refuse('bulk.cell_fingerprint'))
  if (!given.faults.length && digitsOf(asked.kind, given.to) === digits) return null
  const barred = asked.barred(state)
  if (barred) return fault('state', barred)
  if (fingerprint !== fingerprintOf(asked.kind, record.standing)) {
    return fault('fingerprint', refuse('bulk.cell_changed_meanwhile', { by: record.standing?.by ?? '–' }))
  }
  const wrong = given.faults.length ? given.faults : faultsOf(given.to, record, asked)
  if (wrong.length) return { faults: wrong.map(([column, reason]) => ({ line, column, reference, reason })) }
  const to = asked.kind === 'progress' && !given.to.language ? { ...given.to, language: asked.locale } : given.to
  if (SHEETS[asked.kind].every((column) => to[column] === plainCell(record.standing?.cells[column]))) return null
  return {
    line,
    recommendationId: record.recommendationId,
    reference,
    state,
    corrects: correctsOf(asked.kind, to, record),
    from: record.standing?.cells ?? {},
    to
  }
}

/** A later day is a new fact beside the one before; the same day, or an earlier one, puts that right. */
function correctsOf(kind: SheetKind, to: Cells, { standing }: SheetRecord): number | null {
  if (!standing) return null
  const day = kind === 'progress' ? 'observed_on' : 'stated_on'
  return to[day]! > standing.cells[day]! ? null : standing.id
}

function stateOf(cell: string | undefined): string | null {
  const text = readCell(plainCell(cell))
  return /^[A-Z]{2}$/.test(text) ? text : (stateNamed(text)?.code ?? null)
}

type CellFault = readonly [FilledColumn, Refusal]

/** The cells of a row in the record's own words, and those that can't be understood. */
function valuesOf(cells: FileRow['cells'], { kind, words }: SheetAsked): { to: Cells; faults: CellFault[] } {
  const to: Partial<Record<FilledColumn, string>> = {}
  const faults: CellFault[] = []
  for (const column of SHEETS[kind]) {
    const said = readCell(plainCell(cells[column]))
    const value = said === '' ? '' : valueOf(column, said, words)
    if (isRefusal(value)) faults.push([column, value])
    else to[column] = value
  }
  return { to, faults }
}

function valueOf(column: FilledColumn, said: string, words: SheetWords): string | Refusal {
  switch (column) {
    case 'grade': {
      const grade = words.grades.get(foldWord(said))
      if (grade === null) return refuse('bulk.cell_grade_ambiguous', { said })
      return grade ?? refuse('bulk.cell_grade_unknown', { said })
    }
    case 'position':
      return words.positions.get(foldWord(said)) ?? refuse('bulk.cell_position_unknown', { said })
    case 'language':
      return words.languages.get(foldWord(said)) ?? refuse('bulk.cell_language_unknown', { said })
    case 'observed_on':
    case 'stated_on':
      return readDay(said) ?? refuse('bulk.cell_day_unknown', { said })
    case 'evidence_url':
    case 'source_url':
      return isWebAddress(said) ? said : refuse('bulk.cell_address_wrong', { said: said.slice(0, 80) })
    default: {
      const longest = LONGEST[column]
      return longest && said.length > longest ? refuse('bulk.cell_too_long', { longest, length: said.length }) : said
    }
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '')
}

const FIELD_COLUMN: Readonly<Record<string, FilledColumn>> = {
  grade: 'grade',
  observedOn: 'observed_on',
  evidence: 'evidence'
}

function faultsOf(to: Cells, record: SheetRecord, asked: SheetAsked): CellFault[] {
  if (record.standing && SHEETS[asked.kind].every((column) => !to[column])) {
    return [[SHEETS[asked.kind][0], refuse('bulk.cell_emptied')]]
  }
  const missing = NEEDED[asked.kind].filter((column) => !to[column])
  if (missing.length) return missing.map((column) => [column, refuse('bulk.cell_missing')])
  if (asked.kind === 'positions') return positionFaults(to, record, asked.today)
  const level = asked.words.levelOf.get(to.grade!)
  const entry = {
    track: asked.track!,
    observedOn: to.observed_on!,
    evidence: to.evidence || null,
    evidenceUrl: to.evidence_url || null
  }
  const fault = entryFault(entry, level && { level }, record, asked.today)
  return fault ? [[FIELD_COLUMN[fault.field ?? ''] ?? 'grade', fault]] : []
}

/** One by one and from a sheet, positions obey the same rules. Parts are asked for on a page of their own. */
function positionFaults(to: Cells, record: SheetRecord, today: string): CellFault[] {
  if (record.stage === 'withdrawn' || record.stage === 'consolidated')
    return [['position', refuse('follow-up.life_over')]]
  if (to.position === 'partly') return [['position', refuse('bulk.cell_partly')]]
  const corrects = correctsOf('positions', to, record)
  if (corrects !== null && record.answer?.ownWords) return [['position', refuse('positions.only_addressee')]]
  const fault = statementFault(
    { position: to.position as Position, statedOn: to.stated_on! },
    {
      standing: record.answer?.statements ?? [],
      corrects,
      from: record.madeOn,
      beforeFrom: 'follow-up.day_before_made',
      today,
      replyDay: record.answer?.replyDay ?? null
    }
  )
  return fault ? [[fault.field === 'position' ? 'position' : 'stated_on', fault]] : []
}

/** Where the table is in what a file holds: the first rows may be a title or merged heads, other sheets explain. */
const HEAD_AMONG_rows = 15

export interface FoundTable {
  readonly kind: SheetKind
  /** its headings as they are written, folded: they tell the language in which it was fetched */
  readonly head: readonly string[]
  readonly rows: readonly FileRow[]
}

/** `headings` knows every name under which a column is written, folded, in any language. */
export function findTable(
  sheets: readonly (readonly (readonly string[])[])[],
  headings: ReadonlyMap<string, SheetColumn>
): FoundTable | Refusal {
  let best: { missing: readonly SheetColumn[] } | null = null
  for (const cells of sheets) {
    for (let at = 0; at < Math.min(cells.length, HEAD_AMONG_rows); at++) {
      const head = cells[at]!.map(foldWord)
      const columns = head.map((name) => headings.get(name))
      if (!columns.includes('reference')) continue
      const kind = columns.includes('position') ? 'positions' : 'progress'
      const missing = columnsOf(kind).filter((column) => column !== 'recommendation' && !columns.includes(column))
      if (!missing.length) return { kind, head, rows: rowsBelow(cells, at, columns) }
      if (!best || missing.length < best.missing.length) best = { missing }
    }
  }
  if (!best) return refuse('bulk.sheet_no_head', undefined, 'file')
  return refuse('bulk.sheet_missing_column', { column: best.missing[0]! }, 'file')
}

/** Rows with something in them; those that a spreadsheet program left behind below the table are empty. */
function rowsBelow(
  cells: readonly (readonly string[])[],
  head: number,
  columns: readonly (SheetColumn | undefined)[]
): FileRow[] {
  return cells.slice(head + 1).flatMap((row, at) => {
    const named: Partial<Record<SheetColumn, string>> = {}
    columns.forEach((column, i) => {
      if (column && named[column] === undefined) named[column] = row[i] ?? ''
    })
    const empty = Object.values(named).every((cell) => plainCell(cell) === '')
    return empty ? [] : [{ line: head + 2 + at, cells: named }]
  })
}
