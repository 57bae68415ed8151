import { stateNamed } from '#areas/bodies/state-names.ts'
import type { PrintedBody } from './addressee.ts'
import { instrumentsMentioned } from './instruments-mentioned.ts'
import { namesIn } from './states-in-parentheses.ts'
import { positionIn, type Position } from './positions.ts'
import type { Proposal } from './proposal.ts'
import { placeOf, runningText, linesOf, type Reading } from './text.ts'

/** What a column of a table of recommendations holds, by the names that such tables give it. */
const COLUMNS = {
  text: ['recommendation', 'recommendations', 'text', 'recommendation text', 'rekomendasi', 'ข้อเสนอแนะ'],
  recommendedBy: [
    'recommending state',
    'recommended by',
    'recommending states',
    'made by',
    'maker',
    'makers',
    'from',
    'by',
    'direkomendasikan oleh',
    'ผู้เสนอ'
  ],
  addressedTo: ['state under review', 'addressed to', 'addressee', 'addressees', 'to', 'ditujukan kepada', 'ผู้รับ'],
  position: ['response', 'position', 'tanggapan', 'ท่าที'],
  reference: ['reference', 'number', 'no', 'no.', 'id', 'paragraph', 'nomor', 'เลขที่'],
  themes: ['themes', 'theme', 'issues', 'issue', 'tema', 'หัวข้อ']
} as const
export type Column = keyof typeof COLUMNS

export function columnNamed(heading: string): Column | null {
  const name = heading
    .replace(/^\ufeff/, '')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase()
  const found = Object.entries(COLUMNS).find(([, names]) => (names as readonly string[]).includes(name))
  return found ? (found[0] as Column) : null
}

/** Proposals from the rows of a table; a row without a text proposes nothing. */
export function proposalsFromRows(reading: Reading): Proposal[] {
  const running = runningText(linesOf(reading))
  return (reading.rows ?? []).flatMap((row, at) => {
    const cells = cellsByColumn(row)
    const text = cells.text?.replace(/\s+/g, ' ').trim() ?? ''
    const span = running.spans[at]
    if (text === '' || !span) return []
    const recommendedBy = bodiesIn(cells.recommendedBy ?? '')
    const place = placeOf(running, span.offset, span.offset + span.length)
    return {
      text,
      recommendedBy,
      addressedTo: bodiesIn(cells.addressedTo ?? ''),
      position: positionOfCell(cells.position ?? ''),
      page: span.page,
      paragraph: cells.reference?.trim() || null,
      passage: running.text.slice(span.offset, span.offset + span.length),
      place,
      themes: (cells.themes ?? '')
        .split(/[,;|]/)
        .map((theme) => theme.trim())
        .filter((theme) => theme !== ''),
      instruments: instrumentsMentioned(text),
      doubts: recommendedBy.length === 0 ? ['no_maker' as const] : []
    }
  })
}

function cellsByColumn(row: Readonly<Record<string, string>>): Partial<Record<Column, string>> {
  const cells: Partial<Record<Column, string>> = {}
  for (const [heading, cell] of Object.entries(row)) {
    const column = columnNamed(heading)
    if (column && !cells[column]) cells[column] = cell
  }
  return cells
}

function bodiesIn(cell: string): PrintedBody[] {
  const states = cell.trim() === '' ? [] : namesIn(cell)
  if (states) return states.map(({ state, printed }) => ({ id: state.code, printed }))
  return cell
    .split(/[;,|]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((printed) => ({ id: stateNamed(printed)?.code ?? null, printed }))
}

function positionOfCell(cell: string): Position | null {
  const word = cell.trim().toLowerCase()
  if (word === 'supported' || word === 'accepted') return 'supported'
  if (word === 'noted' || word === 'rejected') return 'noted'
  if (word === 'pending') return 'pending'
  return word === '' ? null : positionIn(`${cell} the recommendations`)
}
