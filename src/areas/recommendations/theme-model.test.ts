import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rootFolder } from '#platform/settings.ts'
import { decodeModel, encodeModel } from './theme-model-file.ts'
import { countsOf, readyToSuggest, wordsOf } from './theme-model.ts'
import { modelPath, suggestThemes } from './theme-model.server.ts'
import { microF1, trainThemes } from './theme-training.ts'
import { uprIssueByName } from './upr-issues.ts'

// The coded rows have no clear licence: they lie beside the project where someone put them, never in it.
const shared = join(rootFolder(), '..', 'shared')
const scorer = join(shared, 'eval', 'score-themes.mjs')
const coded = join(shared, 'data', 'upr-recommendations-sessions-01-12.csv.gz')

const ISSUES = ['Trees', 'Rivers']
const PLANTED = ['oak', 'beech', 'birch', 'maple'].flatMap((tree) =>
  ['canal', 'brook', 'stream', 'delta'].flatMap((water) => [
    { text: `Plant the ${tree} and the ${tree} leaf`, issues: ['Trees'] },
    { text: `Clean the ${water} and the ${water} bank`, issues: ['Rivers'] },
    { text: `Plant the ${tree} beside the ${water} bank`, issues: ['Trees', 'Rivers'] }
  ])
)

describe('a model trained on planted sentences', () => {
  const model = trainThemes(PLANTED, ISSUES)

  test('finds in its own sentences what was planted', () => {
    expect(microF1(model, PLANTED)).toBeGreaterThan(0.95)
  })

  test('is the same, byte for byte, when trained again, and after it was written and read', () => {
    const bytes = encodeModel(model)
    expect(encodeModel(trainThemes(PLANTED, ISSUES))).toEqual(bytes)
    expect(encodeModel(decodeModel(bytes))).toEqual(bytes)
    // As from a file: numbers that don't begin at a multiple of their size.
    expect(encodeModel(decodeModel(Buffer.concat([Buffer.from('x'), bytes]).subarray(1)))).toEqual(bytes)
  })

  test('a file cut short or too long is refused', () => {
    const bytes = encodeModel(model)
    expect(() => decodeModel(bytes.subarray(0, -1))).toThrow('cut short')
    expect(() => decodeModel(Buffer.concat([bytes, Buffer.from('x')]))).toThrow('longer')
  })

  test('suggests the likelier issue where none is sure, and nothing where it knows few of the words', () => {
    const suggest = readyToSuggest({ ...model, threshold: 99 })
    expect(suggest('Plant the oak')).toEqual(['Trees'])
    expect(suggest('Zwölf Boxkämpfer jagen Viktor quer über den Sylter Deich')).toEqual([])
    expect(suggest('12 34 56')).toEqual([])
    expect(suggest('')).toEqual([])
  })
})

test('words are told without case and diacritics; abbreviations keep their capitals beside them', () => {
  expect(wordsOf('Ratify the OPCAT – “détenus”, 2010.')).toEqual(['ratify', 'the', 'opcat', 'detenus', '2010'])
  const [, , capitals] = countsOf('Ratify OP-CAT and the CRPD')
  expect(capitals!.size).toBe(2)
})

describe('the model that is shipped', () => {
  test.each([
    ['Abolish capital punishment in law and commute every sentence of death', 'Death penalty'],
    ['Accede to the Optional Protocol to the Convention against Torture', 'International instruments'],
    ['Identify and protect people who were trafficked across a border', 'Trafficking'],
    [
      'Bring the national human rights institution into line with the Paris Principles',
      'National Human Rights Institution'
    ],
    ['Make primary school free for every girl and boy', 'Right to education'],
    ['Extend a standing invitation to all special procedures', 'Special procedures']
  ])('%s: %s', (text, issue) => {
    expect(suggestThemes(text)).toContain(issue)
  })

  test('names only UPR issues, and says nothing of a text in Thai or Indonesian', () => {
    for (const issue of suggestThemes('Protect women, children, migrants and prisoners from torture and hunger')) {
      expect(uprIssueByName(issue)?.name).toBe(issue)
    }
    expect(suggestThemes('ยกเลิกโทษประหารชีวิตโดยไม่ชักช้า')).toEqual([])
    expect(suggestThemes('Menghapuskan hukuman mati dan memperkuat perlindungan pekerja migran')).toEqual([])
  })

  test('is at most 2 MB', () => {
    expect(statSync(modelPath()).size).toBeLessThan(2_000_000)
  })

  test('the command answers in order, and refuses what is no array of texts', () => {
    const run = (input: string) =>
      execFileSync(process.execPath, [join(rootFolder(), 'src/cli/main.ts'), 'themes', '--json'], {
        input,
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, BALAI_ROOT: rootFolder() }
      })
    expect(JSON.parse(run('["", "Abolish the death penalty"]'))).toEqual([
      [],
      expect.arrayContaining(['Death penalty'])
    ])
    expect(JSON.parse(run('[]'))).toEqual([])
    expect(() => run('{"text": 1}')).toThrow('must hold a JSON array of texts')
    expect(() => run('[')).toThrow('must hold a JSON array of texts')
  })
})

describe.skipIf(!existsSync(scorer) || !existsSync(coded))('coded rows beside the project (../shared)', () => {
  test('sessions 11 and 12, which it never saw: micro-F1 of 0.89', { timeout: 120_000 }, () => {
    const command = [process.execPath, join(rootFolder(), 'src/cli/main.ts'), 'themes', '--json']
    const told = execFileSync(process.execPath, [scorer, coded, '11', '12', '--', ...command], {
      encoding: 'utf8',
      env: { ...process.env, BALAI_ROOT: rootFolder() }
    })
    expect(Number(/micro-F1 (\d\.\d+)/.exec(told)![1])).toBeGreaterThanOrEqual(0.89)
  })
})
