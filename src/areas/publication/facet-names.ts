import type { Locale } from '#platform/i18n/locales.ts'
import { localised, LOCALES } from '#platform/i18n/locales.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { Labels } from './labels.server.ts'
import type { Facet } from './search.ts'

export interface Name {
  readonly text: string
  readonly lang: Locale
}

/** What a facet value is called on a page: by the record, by the interface, or by itself. */
export function nameOf(facet: Facet, value: string, labels: Labels, t: Translator): Name {
  const label = labels[facet]?.[value]
  if (label && Object.keys(label).length) return withNumber(facet, value, localised(label, t.locale))
  const said = (text: string) => ({ text, lang: t.locale })
  if (facet === 'position') return said(t.dynamic(`shell.position_${value.replace('-', '_')}`))
  if (facet === 'kind') return said(t.dynamic(`search.kind_${value.replaceAll('-', '_')}`))
  if (facet === 'language') {
    const known = LOCALES.find(({ id }) => id === value)
    return known ? { text: known.name, lang: known.id } : said(value)
  }
  return said(facet === 'article' && value.includes('/') ? value.slice(value.indexOf('/') + 1) : value)
}

/** An article goes by its number and its heading. */
function withNumber(facet: Facet, value: string, name: Name): Name {
  const at = value.indexOf('/')
  return facet === 'article' && at >= 0 ? { ...name, text: `${value.slice(at + 1)}. ${name.text}` } : name
}
