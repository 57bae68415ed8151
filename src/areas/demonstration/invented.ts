// Nobody may take the story for fact: every text and every source of it says, in its own language, that it is invented.

export type Language = 'en' | 'id' | 'th'

const SAID: Readonly<Record<Language, string>> = {
  en: 'Invented for the demonstration',
  id: 'Rekaan untuk demonstrasi',
  th: 'สมมติขึ้นเพื่อการสาธิต'
}
const MARK: Readonly<Record<Language, string>> = { en: 'invented', id: 'rekaan', th: 'สมมติ' }

/** A sentence, or a source. */
export function invented(words: string, locale: Language = 'en'): string {
  return `${SAID[locale]}: ${words}`
}

/** A title, which stands alone in lists and calendars. */
export function titled(words: string, locale: Language = 'en'): string {
  return `${words} (${MARK[locale]})`
}

/** Whether words say of themselves that they are invented. */
export function saysInvented(words: string): boolean {
  return Object.values(SAID).some((said) => words.startsWith(`${said}: `)) || / \((invented|rekaan|สมมติ)\)$/.test(words)
}

/**
 * Says it of an answer whose page or file doesn't say it by itself: in a header, and in the name of a file that the hall
 * makes from its record. A file that somebody sent keeps its name (which is written as `filename*=`).
 */
export function sayInvented(headers: Headers): void {
  headers.set('balai-note', 'demonstration; follow-up invented')
  const disposition = headers.get('content-disposition')
  if (disposition) headers.set('content-disposition', disposition.replace('filename="', 'filename="invented-'))
}
