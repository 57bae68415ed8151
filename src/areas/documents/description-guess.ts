import type { DocumentKind as KindOfDocument, Mechanism } from '#areas/tables.ts'

/**
 * What a text seems to say of itself: title, kind, dates, occasion. A guess fills the form that a person then checks;
 * what is absent was not found. Days are 'YYYY-MM-DD'.
 */
export interface DescriptionGuess {
  readonly title?: string
  readonly kind?: KindOfDocument
  readonly publishedOn?: string
  readonly publisher?: string
  readonly mechanism?: Mechanism
  readonly session?: string
  readonly madeOn?: string
}

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december']
]
const DAY = `(\\d{1,2})\\s+(${MONTHS.join('|')})\\s+(\\d{4})`
const ORDINALS = [
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh'],
  ...['twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth', 'eighteenth', 'nineteenth']
]
const TENS: Readonly<Record<string, number>> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60 }
/** Where a document says what it is. */
const HEAD_characters = 12_000

/** `lines` are the document's first ones; `addressee` is the State that its recommendations address, if it is one. */
export function guessDescription(lines: readonly string[], addressee: string | null): DescriptionGuess {
  const text = lines.join(' ').replace(/\s+/g, ' ').slice(0, HEAD_characters)
  const publishedOn = dayIn(new RegExp(DAY, 'i').exec(text))
  const published = publishedOn ? { publishedOn } : {}
  if (/report of the working group on the universal periodic review/i.test(text)) {
    const session = sessionIn(text)
    const madeOn = dayIn(new RegExp(`review of [^.]{2,90} was held [^.]{0,60}on ${DAY}`, 'i').exec(text))
    const of = addressee ? `: ${addressee}` : ''
    return {
      title: `Report of the Working Group on the Universal Periodic Review${of}`,
      kind: 'upr-report',
      publisher: 'United Nations Human Rights Council',
      mechanism: 'upr',
      ...published,
      ...(session && { session: `UPR ${session}` }),
      ...(madeOn && { madeOn })
    }
  }
  const title = lines.map((line) => line.trim()).find((line) => line.length >= 12 && /\p{L}{3}/u.test(line))
  const kind = /\bpress release\b|\bsiaran pers\b|ข่าวสารนิเทศ/i.test(text) ? { kind: 'press-release' as const } : {}
  const made = publishedOn ? { madeOn: publishedOn } : {}
  return { ...(title && { title: title.slice(0, 200) }), ...kind, ...published, ...made }
}

function dayIn(match: RegExpExecArray | null): string | undefined {
  if (!match) return undefined
  const [day, month, year] = match.slice(-3) as [string, string, string]
  const date = new Date(Date.UTC(Number(year), MONTHS.indexOf(month.toLowerCase()), Number(day)))
  // 31 February is no day: it would be told as one of March.
  return date.getUTCDate() === Number(day) ? date.toISOString().slice(0, 10) : undefined
}

function sessionIn(text: string): number | undefined {
  const named = /\bheld its ([a-z-]+) session\b/i.exec(text)?.[1]?.toLowerCase()
  if (!named) return undefined
  const [tens, unit] = named.split('-') as [string, string | undefined]
  if (unit && TENS[tens]) return TENS[tens] + ORDINALS.indexOf(unit) + 1
  const whole = Object.entries(TENS).find(([word]) => named === `${word.slice(0, -1)}ieth`)
  if (whole) return whole[1]
  const at = ORDINALS.indexOf(named)
  return at >= 0 ? at + 1 : undefined
}
