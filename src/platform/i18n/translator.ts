import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageKey } from './keys.ts'
import type { Locale } from './locales.ts'

/** Flat: 'namespace.key' to an ICU message. */
export type Messages = Readonly<Record<string, string>>

export type Values = Readonly<Record<string, string | number | Date>>

export interface Translator {
  (key: MessageKey, values?: Values): string
  readonly locale: Locale
  /** For keys that come as data (a refusal's reason): the key itself is shown when it is unknown. */
  dynamic(key: string, values?: Values): string
}

/** Official records use the Gregorian calendar and Latin digits in every language. */
export function formattingLocale(locale: Locale): string {
  // Tetum has no data in CLDR; Portuguese is the nearest official language of Timor-Leste that has.
  // ASEAN writes its English as 17 November 2025.
  const tag = locale === 'tet' ? 'pt-TL' : locale === 'en' ? 'en-GB' : locale
  return `${tag}-u-ca-gregory-nu-latn`
}

/** `messages` already has the English text for every key that the locale lacks. */
export function createTranslator(locale: Locale, messages: Messages): Translator {
  const parsed = new Map<string, IntlMessageFormat>()
  function dynamic(key: string, values?: Values): string {
    const message = messages[key]
    if (message === undefined) return key
    let format = parsed.get(key)
    if (!format) {
      format = new IntlMessageFormat(message, formattingLocale(locale), undefined, { ignoreTag: true })
      parsed.set(key, format)
    }
    return String(format.format(values))
  }
  return Object.assign((key: MessageKey, values?: Values) => dynamic(key, values), { locale, dynamic })
}
