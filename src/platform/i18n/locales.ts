/**
 * The thirteen languages of the hall. `complete` says that every message is there, checked by test/tidy.test.ts;
 * an incomplete one falls back to English message by message, and the page says so.
 */
export const LOCALES = [
  { id: 'en', name: 'English', complete: true },
  { id: 'id', name: 'Bahasa Indonesia', complete: true },
  { id: 'th', name: 'ไทย', complete: true },
  { id: 'ms', name: 'Bahasa Melayu', complete: false },
  { id: 'vi', name: 'Tiếng Việt', complete: false },
  { id: 'km', name: 'ភាសាខ្មែរ', complete: false },
  { id: 'my', name: 'မြန်မာဘာသာ', complete: false },
  { id: 'lo', name: 'ພາສາລາວ', complete: false },
  { id: 'fil', name: 'Filipino', complete: false },
  { id: 'pt', name: 'Português', complete: false },
  { id: 'tet', name: 'Tetun', complete: false },
  { id: 'ta', name: 'தமிழ்', complete: false },
  { id: 'zh', name: '中文', complete: false }
] as const

export type Locale = (typeof LOCALES)[number]['id']

export const BASE_LOCALE: Locale = 'en'

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale.id === value)
}

export function isComplete(locale: Locale): boolean {
  return LOCALES.find(({ id }) => id === locale)!.complete
}

/**
 * The best of our languages for an Accept-Language header (RFC 9110, 12.5.4). Only complete ones are chosen for a
 * person who did not ask by hand.
 */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find(Boolean)
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { language } of wanted) {
    const found = LOCALES.find(
      ({ id, complete }) => complete && (id === language || (id === 'id' && language === 'in'))
    )
    if (found) return found.id
  }
  return BASE_LOCALE
}

/** A text by language, as the record keeps it: English is always there. */
export type Localised = Readonly<Partial<Record<Locale, string>>>

/** The text in this language, else in English, else in any; with the language it turned out to be in (for `lang`). */
export function localised(text: Localised | null | undefined, locale: Locale): { text: string; lang: Locale } {
  const lang = text?.[locale] ? locale : text?.en ? 'en' : (Object.keys(text ?? {})[0] as Locale | undefined)
  return { text: (lang && text?.[lang]) || '', lang: lang ?? locale }
}
