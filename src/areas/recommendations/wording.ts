import { isLocale, type Locale, type Localised } from '#platform/i18n/locales.ts'

/** One row of recommendation_text, in the order in which it was recorded. */
export interface RecordedText {
  readonly kind: 'original' | 'correction' | 'translation' | 'title' | 'explanation'
  readonly locale: string
  readonly text: string
  readonly reason: string | null
  readonly recordedAt: Date
}

export interface Wording {
  /** the words as they stand, by language; `original` says which of them the document itself has */
  readonly words: Localised
  readonly original: Locale
  readonly title: Localised
  readonly explanation: Localised
  /** what the words were before, oldest first, each with the day and the reason on which that ended */
  readonly earlier: readonly {
    readonly text: string
    readonly locale: Locale
    readonly until: Date
    readonly reason: string | null
  }[]
}

/**
 * The words of a recommendation as they stand. A correction replaces the original of its language from then on; a
 * later translation, title or explanation replaces an earlier one of the same language. Nothing is lost: what was
 * replaced by a correction is told in `earlier`.
 */
export function wordingOf(texts: readonly RecordedText[]): Wording {
  const words: Partial<Record<Locale, string>> = {}
  const title: Partial<Record<Locale, string>> = {}
  const explanation: Partial<Record<Locale, string>> = {}
  const earlier: Wording['earlier'][number][] = []
  let original: Locale = 'en'
  for (const { kind, locale: tag, text, reason, recordedAt } of texts) {
    // A text in a language outside the thirteen is still shown; 'en' is only how it is filed.
    const locale = isLocale(tag) ? tag : 'en'
    if (kind === 'title') title[locale] = text
    else if (kind === 'explanation') explanation[locale] = text
    else {
      if (kind === 'original') original = locale
      const before = words[locale]
      if (kind === 'correction' && before !== undefined)
        earlier.push({ text: before, locale, until: recordedAt, reason })
      words[locale] = text
    }
  }
  return { words, original, title, explanation, earlier }
}
