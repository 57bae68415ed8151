import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VISITOR } from '#areas/people/actor.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { FreshDatabase } from '#test/database.ts'
import { demonstrationDatabase, inOffice, NOW } from '#test/demonstration.ts'
import { changePractice, sharePractice, withdrawPractice } from './actions.server.ts'
import { history } from './practice.ts'
import { findPractices, NOTHING_ASKED, practicesFor, wordingsOf, type GivenPractice } from './store.server.ts'

let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await demonstrationDatabase()
})
afterAll(() => fresh.close())

const as = (id: string) => ({ db: fresh.db, actor: inOffice(id), now: NOW })
const siti = () => as('siti-lestari-adi')
const niran = () => as('niran-thepsuwan')
const yohanes = () => as('yohanes-prabaswara')

const plain: GivenPractice = {
  title: 'Mobile intake of complaints',
  done: 'Officers visit fishing ports each month.',
  outcome: 'Four hundred complaints in a year.',
  since: '2025-02-01',
  locale: 'en',
  source: 'Annual report 2025',
  sourceUrl: null,
  themes: ['trafficking-and-scams'],
  articles: ['ahrd/13'],
  recommendations: ['AHRD7-R3']
}
const thai: GivenPractice = {
  ...plain,
  title: 'ศูนย์ช่วยเหลือผู้เสียหายจากการค้ามนุษย์',
  done: 'จัดตั้งศูนย์ช่วยเหลือผู้เสียหายในทุกจังหวัด',
  outcome: 'ผู้เสียหายได้รับการคุ้มครองเร็วขึ้น',
  locale: 'th',
  themes: [],
  articles: [],
  recommendations: []
}

async function shared(context = siti(), given = plain, body = 'ID'): Promise<number> {
  const told = await sharePractice(context, body, given)
  if (isRefusal(told)) throw new Error(told.refused)
  return told.id
}

const titles = async (asked: Partial<typeof NOTHING_ASKED>) =>
  (await findPractices(fresh.db, { ...NOTHING_ASKED, ...asked })).practices.map(({ title }) => title)

describe('who shares', () => {
  test.each([
    ['a focal point for another State', siti, 'TH'],
    ['a CSO', () => as('maricel-bautista-cruz'), 'lantern-network'],
    ['the secretariat', () => as('ratna-wijayakusuma'), 'ID'],
    ['a visitor', () => ({ db: fresh.db, actor: VISITOR, now: NOW }), 'ID']
  ])('not %s', async (_name, context, body) => {
    expect(await sharePractice(context(), body, plain)).toHaveProperty('refused')
  })

  test('nobody changes or takes back what another State shared, nor what isn’t there', async () => {
    const id = await shared()
    const { wordingId } = (await wordingsOf(fresh.db, id))[0]!
    expect(await changePractice(niran(), id, wordingId, thai)).toMatchObject({ refused: 'shell.refused_role' })
    expect(await withdrawPractice(niran(), id, 'x')).toMatchObject({ refused: 'shell.refused_role' })
    expect(await withdrawPractice(siti(), 999_999, 'x')).toMatchObject({ refused: 'shell.refused_role' })
    expect(await withdrawPractice(siti(), id, 'Only for this test')).toBeNull()
  })
})

test.each([
  ['a day that is still to come', { since: '2026-03-03' }, 'practices.day_in_future', 'since'],
  ['an unknown theme', { themes: ['none'] }, 'practices.theme_missing', 'themes'],
  ['an unknown article', { articles: ['ahrd/99'] }, 'practices.article_missing', 'articles'],
  [
    'an unknown recommendation',
    { recommendations: ['AHRD7-R3', 'X-1'] },
    'practices.recommendation_missing',
    'recommendations'
  ]
])('%s gets a sentence beside its field', async (_name, change, refused, field) => {
  expect(await sharePractice(siti(), 'ID', { ...plain, ...change })).toMatchObject({ refused, field })
})

describe('found', () => {
  test('by words in its language, by the name of its theme in another, by State, theme and article', async () => {
    const ids = [
      await shared(),
      await shared(niran(), thai, 'TH'),
      await shared(yohanes(), { ...plain, title: 'Of the commission' }, 'komnas-ham')
    ]
    expect(await titles({ words: 'visiting ports' })).toContain(plain.title)
    expect(await titles({ words: 'ผู้เสียหาย' })).toEqual([thai.title])
    expect(await titles({ words: 'การค้ามนุษย์' })).toContain(plain.title)
    expect(await titles({ state: 'TH' })).toEqual([thai.title])
    expect((await titles({ state: 'ID' })).sort()).toEqual([plain.title, 'Of the commission'])
    expect(await titles({ theme: 'trafficking-and-scams', state: 'TH' })).toEqual([])
    expect(await titles({ article: 'ahrd/13' })).toHaveLength(2)
    expect(await titles({ article: 'ahrd' })).toHaveLength(2)
    expect(await titles({ words: '"no such phrase"' })).toEqual([])
    const { rows } = {
      rows: await fresh.db.selectFrom('recommendation').select('id').where('reference', '=', 'AHRD7-R3').execute()
    }
    expect((await practicesFor(fresh.db, rows[0]!.id)).map(({ id }) => id)).toEqual(
      expect.arrayContaining([ids[0]!, ids[2]!])
    )
    for (const [i, id] of ids.entries()) await withdrawPractice([siti(), niran(), yohanes()][i]!, id, 'Enough')
    expect(await titles({})).toEqual([])
  })
})

test('two who put the same practice right at once: one does, the other is told which wording stands', async () => {
  const id = await shared()
  const before = (await wordingsOf(fresh.db, id))[0]!.wordingId
  const both = await Promise.all(
    ['First', 'Second'].map((title) => changePractice(siti(), id, before, { ...plain, title }))
  )
  const wordings = await wordingsOf(fresh.db, id)
  expect(wordings).toHaveLength(2)
  expect(both.filter((one) => one === null)).toHaveLength(1)
  expect(both).toContainEqual({
    refused: 'practices.changed_meanwhile',
    values: { wording: wordings[1]!.wordingId }
  })
})

test('no sequence of acts changes or loses a wording, and each that is done has its audit row', async () => {
  const audits = async () =>
    Number(
      (
        await fresh.db
          .selectFrom('audit')
          .select((build) => build.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n
    )
  const ids: number[] = [await shared()]
  const step = fc.record({
    kind: fc.constantFrom('share', 'change', 'change', 'withdraw'),
    pick: fc.nat(20),
    stale: fc.boolean(),
    title: fc.string({ minLength: 1, maxLength: 20 }).filter((text) => /^[ -~]+$/.test(text))
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const { kind, pick, stale, title } of steps) {
        const id = ids[pick % ids.length]!
        const before = await wordingsOf(fresh.db, id)
        const rows = await audits()
        const newest = history(before.map((one) => ({ id: one.wordingId, corrects: one.corrects })))
        const target = (stale ? newest.at(-1) : newest[0])!.id
        const outcome = await (kind === 'share'
          ? sharePractice(siti(), 'ID', { ...plain, title })
          : kind === 'change'
            ? changePractice(siti(), id, target, { ...plain, title })
            : withdrawPractice(siti(), id, 'x'))
        if (outcome && 'id' in outcome) ids.push(outcome.id)
        const said = new Map((await wordingsOf(fresh.db, id)).map((one) => [one.wordingId, one.title]))
        for (const one of before) expect(said.get(one.wordingId)).toBe(one.title)
        expect(await audits()).toBe(rows + (isRefusal(outcome) ? 0 : 1))
      }
    }),
    { numRuns: 20 }
  )
})

test('the database itself refuses to change a fact', async () => {
  await expect(fresh.db.updateTable('practice_wording').set({ title: 'Other' }).execute()).rejects.toThrow('facts')
  await expect(fresh.db.deleteFrom('practice_withdrawal').execute()).rejects.toThrow('facts')
})
