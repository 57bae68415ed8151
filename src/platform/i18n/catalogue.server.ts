import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from '#platform/settings.ts'
import { NAMESPACES, type Namespace } from './keys.ts'
import { BASE_LOCALE, type Locale } from './locales.ts'
import { createTranslator, type Messages, type Translator } from './translator.ts'

const files = new Map<string, Messages>()
const translators = new Map<Locale, Translator>()

function read(locale: Locale, namespace: Namespace): Messages {
  const path = join(rootFolder(), 'messages', locale, `${namespace}.json`)
  let messages = files.get(path)
  if (!messages) {
    const own: Record<string, string> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
    messages = Object.fromEntries(Object.entries(own).map(([key, text]) => [`${namespace}.${key}`, text]))
    if (!process.env.BALAI_DEVELOPMENT) files.set(path, messages)
  }
  return messages
}

/** The messages of these namespaces in this language, with English where one is missing. */
export function messagesOf(locale: Locale, namespaces: readonly Namespace[] = NAMESPACES): Messages {
  const all: Record<string, string> = {}
  for (const namespace of namespaces) Object.assign(all, read(BASE_LOCALE, namespace), read(locale, namespace))
  return all
}

/** The translator of a language, for mail, jobs and the command line as for pages. */
export function translatorOf(locale: Locale): Translator {
  let translator = translators.get(locale)
  if (!translator || process.env.BALAI_DEVELOPMENT) {
    translator = createTranslator(locale, messagesOf(locale))
    translators.set(locale, translator)
  }
  return translator
}
