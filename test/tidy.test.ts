// What can be checked of how the house is laid out (STYLE.md).
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { POLICY } from '#areas/policies.ts'
import { LOCALES } from '#platform/i18n/locales.ts'
import { rootFolder } from '#platform/settings.ts'

const root = rootFolder()

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

const sources = filesIn('src').filter((path) => /\.(ts|svelte)$/.test(path))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const importsOf = (path: string) => [...read(path).matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((found) => found[1]!)

/** Rules and types of an area: no I/O, no clock, no chance. */
const nouns = sources.filter(
  (path) => /^src\/areas\/[^/]+\/[^/]+\.ts$/.test(path) && !/\.(server|test|svelte)\.ts$/.test(path)
)

test('there are sources to look at', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(nouns.length).toBeGreaterThan(30)
})

describe('nouns', () => {
  test('ask no clock and no chance', () => {
    const asking = nouns.filter((path) =>
      /\bDate\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/.test(read(path))
    )
    expect(asking).toEqual([])
  })

  test('import no server code, no file system and no database', () => {
    const wrong = nouns.flatMap((path) =>
      importsOf(path)
        .filter((name) => /\.server\.ts$|^node:(fs|http|net|child_process)|^pg$/.test(name))
        // A type costs nothing at run time.
        .filter(
          (name) => !new RegExp(`import type [^']*'${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'`).test(read(path))
        )
        .map((name) => `${path}: ${name}`)
    )
    expect(wrong).toEqual([])
  })
})

describe('folders', () => {
  test('have no drawer for everything', () => {
    const drawers = sources.filter(
      (path) =>
        /^(utils?|helpers?|common|misc)(\.|$)/.test(basename(path)) ||
        /\/(utils?|helpers?|common|misc)$/.test(dirname(path))
    )
    expect(drawers).toEqual([])
  })

  test('depend on each other in one direction: routes on areas, areas on the platform', () => {
    const upward = sources.flatMap((path) =>
      importsOf(path)
        .filter(
          (name) =>
            (path.startsWith('src/platform/') && /^#ui\/|routes\//.test(name)) ||
            (path.startsWith('src/areas/') && /routes\//.test(name))
        )
        .map((name) => `${path}: ${name}`)
    )
    expect(upward).toEqual([])
  })

  test('have no two files that import each other, straight or by way of others', () => {
    const resolved = (path: string, name: string) =>
      name.startsWith('#') ? name.replace('#', 'src/') : join(dirname(path), name)
    const importing = new Map(
      sources.map((path) => [
        path,
        importsOf(path)
          .filter((name) => /^[#.]/.test(name))
          .map((name) => resolved(path, name))
      ])
    )
    const circles: string[] = []
    const seen = new Set<string>()
    const walk = (path: string, way: readonly string[]) => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' > '))
      if (seen.has(path)) return
      seen.add(path)
      // A component may draw itself within itself: a tree.
      for (const next of importing.get(path) ?? []) if (next !== path) walk(next, [...way, path])
    }
    for (const path of sources) walk(path, [])
    expect(circles).toEqual([])
  })

  test('hold files that one can see whole', () => {
    const long = sources.filter((path) => !/states-of-the-world/.test(path) && read(path).split('\n').length > 400)
    expect(long).toEqual([])
  })
})

interface Element {
  readonly type: number
  readonly value?: unknown
  readonly options?: Readonly<Record<string, { value: readonly Element[] }>>
  readonly children?: readonly Element[]
}

// As @formatjs/icu-messageformat-parser numbers the kinds of elements.
const LITERAL = 0
const PLURAL = 6
const NUMBER_SIGN = 7

/** The placeholders of a message, those inside its plurals too, and whether each is printed or only chooses words. */
function placeholdersOf(message: string): Map<string, 'printed' | 'chooses'> {
  const found = new Map<string, 'printed' | 'chooses'>()
  const walk = (elements: readonly Element[], counted?: string) => {
    for (const { type, value, options, children } of elements) {
      const name = type === NUMBER_SIGN ? counted : type === LITERAL ? undefined : String(value)
      if (name) found.set(name, options && found.get(name) !== 'printed' ? 'chooses' : 'printed')
      for (const option of Object.values(options ?? {})) walk(option.value, type === PLURAL ? name : counted)
      if (children) walk(children, counted)
    }
  }
  walk(new IntlMessageFormat(message, 'en').getAst() as unknown as Element[])
  return found
}

/** Whether a translation says all that the English says: a language without plurals needs no count to choose by. */
function saysTheSame(english: string, own: string): boolean {
  const wanted = placeholdersOf(english)
  const there = placeholdersOf(own)
  return (
    [...there.keys()].every((name) => wanted.has(name)) &&
    [...wanted].every(([name, use]) => use === 'chooses' || there.has(name))
  )
}

test('every message is said somewhere', () => {
  const code = sources
    .filter((path) => !/\.test\.ts$/.test(path))
    .map(read)
    .join('\n')
  const literal = new Set([...code.matchAll(/['"`]([a-z-]+\.\w+)['"`]/g)].map((found) => found[1]!))
  // `overview.part_${part}` says every key of that shape.
  const shapes = [...new Set([...code.matchAll(/`([a-z-]+\.\w*\$\{[^`]*)`/g)].map((found) => found[1]!))].map(
    (template) => new RegExp(`^${template.replace('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`)
  )
  const audited = new Set(
    Object.keys(POLICY).map((permission) => permission.replace('.', '.audit_').replaceAll('-', '_'))
  )
  const unsaid = readdirSync(join(root, 'messages', 'en')).flatMap((file) =>
    Object.keys(JSON.parse(read(`messages/en/${file}`)) as Record<string, string>)
      .map((key) => `${basename(file, '.json')}.${key}`)
      .filter((key) => !literal.has(key) && !audited.has(key.replaceAll('-', '_')))
      .filter((key) => !shapes.some((shape) => shape.test(key)))
  )
  expect(unsaid).toEqual([])
})

describe.each(LOCALES.filter(({ complete }) => complete).map(({ id }) => id))('messages in %s', (locale) => {
  test.each(readdirSync(join(root, 'messages', 'en')))('%s has every key, with the same placeholders', (file) => {
    const english = JSON.parse(read(`messages/en/${file}`)) as Record<string, string>
    const own = JSON.parse(read(`messages/${locale}/${file}`)) as Record<string, string>
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort())
    const differing = Object.keys(english).filter((key) => !saysTheSame(english[key]!, own[key]!))
    expect(differing).toEqual([])
  })
})
