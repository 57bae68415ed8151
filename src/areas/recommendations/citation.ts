/** What a citation says: all of it in the language of the page, dates as 'YYYY-MM-DD'. */
export interface Cited {
  readonly reference: string
  /** the short name, or the beginning of the words where there is none */
  readonly title: string
  /** the body or bodies that made it, or the Dialogue that did */
  readonly makers: readonly string[]
  /** where it was made: '7th ASEAN Human Rights Dialogue', 'Universal Periodic Review, session 12' */
  readonly occasion: string
  readonly madeOn: string
  readonly publisher: string
  /** the permalink */
  readonly address: string
  readonly readOn: string
}

/** One line of plain text, in the order of a footnote. `retrieved` is the word for it in the page's language. */
export function plainCitation(cited: Cited, retrieved: string): string {
  const makers = cited.makers.join(', ')
  const where = makers === cited.occasion ? cited.occasion : [makers, cited.occasion].filter(Boolean).join(', ')
  return `${where}, ‘${cited.title}’, ${cited.reference}, ${cited.madeOn}. ${cited.publisher}, ${cited.address} (${retrieved} ${cited.readOn}).`
}

const BIBTEX_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  $: '\\$',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}'
}

function bibtexText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\{}%&#$_~^]/g, (character) => BIBTEX_ESCAPES[character]!)
}

/** A BibTeX @misc entry; its key is the reference. */
export function bibtex(cited: Cited): string {
  const fields: readonly (readonly [string, string])[] = [
    ['author', cited.makers.map((maker) => `{${bibtexText(maker)}}`).join(' and ')],
    ['title', `{${bibtexText(cited.title)}}`],
    ['howpublished', bibtexText(cited.occasion)],
    ['year', cited.madeOn.slice(0, 4)],
    ['month', String(Number(cited.madeOn.slice(5, 7)))],
    ['number', bibtexText(cited.reference)],
    ['publisher', bibtexText(cited.publisher)],
    // biblatex reads url and urldate as they are: an escaped address would be a wrong one.
    ['url', cited.address],
    ['urldate', cited.readOn]
  ]
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`)
  return `@misc{${cited.reference},\n${lines.join(',\n')}\n}\n`
}

/** A RIS record (tags of the RIS format, one to a line), as reference managers import it. */
export function ris(cited: Cited): string {
  const line = (tag: string, value: string) => `${tag}  - ${value.replace(/\s+/g, ' ').trim()}`
  return [
    line('TY', 'GEN'),
    ...cited.makers.map((maker) => line('AU', maker)),
    line('TI', cited.title),
    line('T2', cited.occasion),
    line('DA', cited.madeOn.replaceAll('-', '/')),
    line('PY', cited.madeOn.slice(0, 4)),
    line('M1', cited.reference),
    line('PB', cited.publisher),
    line('UR', cited.address),
    line('Y2', cited.readOn.replaceAll('-', '/')),
    'ER  - ',
    ''
  ].join('\r\n')
}
