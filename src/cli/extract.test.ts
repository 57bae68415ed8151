import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from './extract.ts'

let folder = ''
const written = { out: '', err: '' }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'balai-extract-'))
  Object.assign(written, { out: '', err: '' })
  vi.spyOn(console, 'log').mockImplementation((text: string) => void (written.out += text))
  vi.spyOn(console, 'error').mockImplementation((text: string) => void (written.err += text))
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

function fileWith(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const REPORT = `Conclusions and/or recommendations
5. The following recommendations enjoy the support of Tonga:
5.1. Build a school in every village (Chile, the Sudan);`

test('prints exactly the shape that others read', async () => {
  expect(await run([fileWith('a.txt', REPORT), '--json'])).toBe(0)
  expect(JSON.parse(written.out)).toEqual([
    {
      text: 'Build a school in every village',
      recommendedBy: ['Chile', 'Sudan'],
      addressedTo: ['Tonga'],
      position: 'supported',
      page: 1,
      themes: ['Right to education']
    }
  ])
  expect(written.err).toBe('')
})

test('a document without recommendations is an empty list', async () => {
  expect(await run([fileWith('a.txt', 'Delegates met.'), '--json'])).toBe(0)
  expect(JSON.parse(written.out)).toEqual([])
})

test('for a person it prints sentences', async () => {
  expect(await run([fileWith('a.txt', REPORT)])).toBe(0)
  expect(written.out).toBe('Build a school in every village\n  Chile, Sudan; page 1, paragraph 5.1, supported')
})

test.each([
  ['a file that is not there', () => ['nowhere.pdf'], /there is no such file/],
  [
    'a file that cannot be read',
    () => [fileWith('a.pdf', '<html><body>404</body></html>')],
    /its content is a web page/
  ],
  ['no file', () => [], /Name one file/],
  ['an option nobody knows', () => ['--jsn', 'a.txt'], /--jsn/]
])('%s is a sentence on standard error', async (_, args, sentence) => {
  expect(await run(args())).toBe(1)
  expect(written.err).toMatch(sentence)
  expect(written.out).toBe('')
})
