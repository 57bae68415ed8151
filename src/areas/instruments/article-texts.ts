/** A line of a document: its words, and whether a paragraph begins with it. */
export interface TextLine {
  readonly text: string
  readonly opens: boolean
}

/** The words of one article; paragraphs are parted by line breaks. */
export interface ArticleText {
  readonly number: string
  readonly text: string
}

/** How the hall's languages call an article, where they don't just number it. */
const WORDS = [
  ...['Article', 'Pasal', 'Fasal', 'Perkara', 'Artigo', 'Artigu', 'Artikulo', 'Điều'],
  ...['ข้อ', 'มาตรา', 'មាត្រា', 'ມາດຕາ', 'အပိုဒ်', 'உறுப்புரை']
]
const BY_WORD = new RegExp(`^(?:${WORDS.join('|')})\\s*(\\p{Nd}{1,3})\\s*[.:–—-]?\\s*(.*)$`, 'iu')
const BY_NUMBER = /^(\p{Nd}{1,3})\s*\.\s+(\S.*)$/u
const LEAST_BY_WORD = 2

/** The zero of each row of digits in the hall's scripts: European, Thai, Lao, Burmese, Khmer, Tamil. */
const ZEROS = [0x30, 0x0e50, 0x0ed0, 0x1040, 0x17e0, 0x0be6]

interface Marked {
  readonly number: number
  readonly rest: string
}

/**
 * The articles of an instrument in a text: those headed by a word ("Article 14", "Pasal 14", "ข้อ ๑๔") where there are
 * such, else the numbered paragraphs. Counted from 1 without a gap, so that a number within an article begins none.
 */
export function articlesIn(lines: readonly TextLine[]): ArticleText[] {
  const byWord = lines.filter(({ text }) => marked(text, BY_WORD)).length >= LEAST_BY_WORD
  const articles: { number: number; paragraphs: string[] }[] = []
  for (const { text, opens } of lines) {
    const found = marked(text.trim(), byWord ? BY_WORD : BY_NUMBER)
    const current = articles.at(-1)
    if (found && found.number === (current?.number ?? 0) + 1) {
      articles.push({ number: found.number, paragraphs: found.rest ? [found.rest] : [] })
    } else if (current) {
      const last = current.paragraphs.at(-1)
      if (opens || last === undefined) current.paragraphs.push(text.trim())
      else current.paragraphs[current.paragraphs.length - 1] = joined(last, text.trim())
    }
  }
  return articles.map(({ number, paragraphs }) => ({
    number: String(number),
    text: paragraphs.filter(Boolean).join('\n')
  }))
}

function marked(line: string, by: RegExp): Marked | null {
  const found = by.exec(line)
  return found ? { number: numberOf(found[1]!), rest: found[2]!.trim() } : null
}

/** Digits of any of the hall's scripts as a number. */
function numberOf(digits: string): number {
  return [...digits].reduce((sum, digit) => {
    const code = digit.codePointAt(0)!
    return sum * 10 + (code - ZEROS.find((zero) => code >= zero && code <= zero + 9)!)
  }, 0)
}

/** A line that ends in the middle of a word broken by a hyphen keeps the hyphen: which one was meant isn't known. */
function joined(before: string, after: string): string {
  return before.endsWith('-') ? before + after : `${before} ${after}`
}
