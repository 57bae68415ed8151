import { getContext, setContext } from 'svelte'
import type { Translator } from '#platform/i18n/translator.ts'

const KEY = Symbol('translator')

/** The root layout gives the translator of the request's language to every component below it. */
export function provideTranslator(current: () => Translator): void {
  setContext(KEY, current)
}

/** In a component: `const t = translation()`, then `t('shell.sign_in')` in the markup. */
export function translation(): Translator {
  const current = getContext<() => Translator>(KEY)
  return Object.assign(((key, values) => current()(key, values)) as Translator, {
    locale: current().locale,
    dynamic: (key: string, values?: Parameters<Translator['dynamic']>[1]) => current().dynamic(key, values)
  })
}
