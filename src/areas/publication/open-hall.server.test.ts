import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodiesOn, membersOn } from '#areas/bodies/public-store.server.ts'
import { adoptionsOf } from '#areas/instruments/public-store.server.ts'
import { sheetOf } from '#areas/recommendations/public-store.server.ts'
import { uprIssues } from '#areas/recommendations/upr-issues.ts'
import { freshDatabase } from '#test/database.ts'
import { openHall } from './open-hall.server.ts'

const now = new Date('2026-01-05T03:00:00Z')
let hall: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  hall = await freshDatabase()
  expect(await openHall({ db: hall.db, mode: 'demonstration', now })).toEqual({ mode: 'demonstration', opened: true })
})
afterAll(() => hall?.close())

describe('the sample hall', () => {
  it('opens once, with one row of audit', async () => {
    expect(await openHall({ db: hall.db, mode: 'real', now })).toEqual({ mode: 'demonstration', opened: false })
    const audit = await hall.db.selectFrom('audit').select('permission').execute()
    expect(audit).toEqual([{ permission: 'publication.open-hall' }])
  })

  it('has Timor-Leste as an observer the day before it joined and a member from then on', async () => {
    const standing = async (day: string) => (await bodiesOn(hall.db, day)).find(({ id }) => id === 'TL')?.capacity
    expect(await standing('2025-10-25')).toBe('observer')
    expect(await standing('2025-10-26')).toBe('member')
    expect(await membersOn(hall.db, '2025-10-25')).toHaveLength(10)
    expect(await membersOn(hall.db, '2025-10-26')).toHaveLength(11)
  })

  it('counts the ten of the day as adopters, not Timor-Leste', async () => {
    for (const id of ['ahrd', 'environment-2025', 'development-peace-2025', 'asean-charter']) {
      const adopters = (await adoptionsOf(hall.db, id)).map((adopter) => adopter.id)
      expect(adopters).toHaveLength(10)
      expect(adopters).not.toContain('TL')
    }
  })

  it('holds the Universal Declaration in thirteen languages', async () => {
    const texts = await hall.db
      .selectFrom('article_text')
      .select(({ fn }) => ['locale', fn.countAll<number>().as('articles')])
      .groupBy('locale')
      .execute()
    expect(texts).toHaveLength(13)
    expect(texts.every(({ articles }) => Number(articles) === 30)).toBe(true)
    const blank = await hall.db.selectFrom('article_text').select('id').where('text', '=', '').execute()
    expect(blank).toEqual([])
  })

  it('maps every UPR issue to a theme', async () => {
    const rows = await hall.db.selectFrom('theme_mapping').select('code').where('scheme', '=', 'upr-issue').execute()
    expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(uprIssues.map(({ id }) => id)))
  })

  it('follows each of the seven recommendations to its passage', async () => {
    for (let n = 1; n <= 7; n += 1) {
      const sheet = await sheetOf(hall.db, `AHRD7-R${n}`)
      expect(sheet?.provenance[0]?.passage).toMatch(/\S/)
      expect(sheet?.themes.length).toBeGreaterThan(0)
    }
  })
})

it('opens for real with the reference data and no sample', async () => {
  const real = await freshDatabase()
  await openHall({ db: real.db, mode: 'real', now, name: { en: 'Our hall' } })
  expect(await real.db.selectFrom('dialogue').select('id').execute()).toEqual([])
  expect(await real.db.selectFrom('recommendation').select('id').execute()).toEqual([])
  expect(await membersOn(real.db, '2026-01-01')).toHaveLength(11)
  await real.close()
})
