import { localised, type Locale } from '#platform/i18n/locales.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { Cited } from './citation.ts'
import type { Sheet } from './public-store.server.ts'
import { wordingOf } from './wording.ts'

/** Words of a title where a recommendation has no short name: whole words, at most about this many characters. */
const TITLE_LENGTH = 110

function shortened(text: string): string {
  if (text.length <= TITLE_LENGTH) return text
  const cut = text.slice(0, TITLE_LENGTH)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), TITLE_LENGTH / 2)).trimEnd()}…`
}

/** The name by which a recommendation is known: its short title, else the beginning of its words. */
export function nameOf(sheet: Pick<Sheet, 'texts'>, locale: Locale): { text: string; lang: Locale } {
  const wording = wordingOf(sheet.texts)
  const title = localised(wording.title, locale)
  if (title.text) return title
  const words = localised(wording.words, locale)
  return { ...words, text: shortened(words.text) }
}

/** Where it was made, in the language of the page. */
export function occasionOf(sheet: Pick<Sheet, 'dialogueTitle' | 'mechanism' | 'session'>, t: Translator): string {
  if (sheet.dialogueTitle) return localised(sheet.dialogueTitle, t.locale).text
  const mechanism = t.dynamic(`record.mechanism_${sheet.mechanism.replaceAll('-', '_')}`)
  return sheet.session ? `${mechanism}, ${sheet.session}` : mechanism
}

/** What a citation of this recommendation says. `hallName` publishes it, `address` is its permalink. */
export function citedAs(sheet: Sheet, t: Translator, hallName: string, address: string, readOn: string): Cited {
  const occasion = occasionOf(sheet, t)
  const makers = sheet.makers.map(({ name }) => localised(name, t.locale).text)
  return {
    reference: sheet.reference,
    title: nameOf(sheet, t.locale).text,
    makers: makers.length ? makers : [occasion],
    occasion,
    madeOn: sheet.madeOn,
    publisher: hallName,
    address,
    readOn
  }
}
