import { sql, type Kysely } from 'kysely'
import { reindex } from '#areas/publication/reindex.server.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Database } from '#platform/db/schema.ts'

/** Ten recommendations in ten languages, with two themes one below the other: enough for every rule of search. */
export async function smallRecord(db: Kysely<Database>): Promise<void> {
  await db
    .insertInto('body')
    .values(
      ['TH', 'PH', 'ID', 'MY'].map((id) => ({
        id,
        kind: 'state' as const,
        name: JSON.stringify({ en: `State ${id}` })
      }))
    )
    .execute()
  await db
    .insertInto('theme')
    .values([
      { id: 'justice', parent_id: null, label: JSON.stringify({ en: 'Administration of justice' }) },
      { id: 'torture', parent_id: 'justice', label: JSON.stringify({ en: 'Torture', th: 'การทรมาน' }) }
    ])
    .execute()
  const said: [Localised, Made][] = [
    [
      { en: 'Ratify the Convention against Torture without delay' },
      { to: ['TH'], by: ['ID'], themes: ['torture'], position: 'supported', on: '2008-05-30' }
    ],
    [{ en: 'Ratify the Convention on the Rights of the Child' }, { to: ['PH'], by: ['MY'], themes: ['justice'] }],
    [{ en: 'Protect the human rights of fishers at sea' }, { to: ['PH', 'ID'], by: ['TH', 'MY'], position: 'noted' }],
    [{ th: 'ดำเนินมาตรการป้องกันการทรมานและคุ้มครองสิทธิมนุษยชน' }, { to: ['ID'] }],
    [{ km: 'ចាត់វិធានការប្រឆាំងទារុណកម្ម' }, { to: ['ID'] }],
    [{ lo: 'ປົກປ້ອງສິດທິມະນຸດ' }, { to: ['ID'] }],
    [{ my: 'လူ့အခွင့်အရေးကို ကာကွယ်ပါ' }, { to: ['ID'] }],
    [{ zh: '设立国家人权机构' }, { to: ['ID'] }],
    [{ id: 'Memperkuat perlindungan anak dan hak asasi manusia' }, { to: ['MY'] }],
    [{ vi: 'Bảo vệ quyền con người' }, { to: ['MY'] }]
  ]
  for (const [i, [texts, made]] of said.entries()) await recommend(db, `S-${i + 1}`, texts, made, false)
}

export interface Made {
  readonly to: readonly string[]
  readonly by?: readonly string[]
  readonly themes?: readonly string[]
  readonly position?: 'supported' | 'noted'
  readonly on?: string
}

/** One recommendation put into the record, and into the index unless told otherwise. Returns its id. */
export async function recommend(
  db: Kysely<Database>,
  reference: string,
  texts: Localised,
  { to, by = [], themes = [], position, on = '2012-01-01' }: Made,
  indexed = true
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into recommendation (reference, mechanism, session, made_on)
    values (${reference}, 'upr', 'UPR 1', ${on}) returning id::float8 as id
  `.execute(db)
  const id = rows[0]!.id
  for (const [at, [locale, text]] of Object.entries(texts).entries()) {
    await db
      .insertInto('recommendation_text')
      .values({ recommendation_id: id, kind: at === 0 ? 'original' : 'translation', locale, text: text! })
      .execute()
  }
  for (const body_id of by)
    await db.insertInto('recommendation_maker').values({ recommendation_id: id, body_id }).execute()
  for (const body_id of to) {
    await db.insertInto('recommendation_addressee').values({ recommendation_id: id, body_id }).execute()
    if (position) {
      await db
        .insertInto('recommendation_position')
        .values({ recommendation_id: id, body_id, position, stated_on: on })
        .execute()
    }
  }
  for (const theme_id of themes) {
    await db.insertInto('recommendation_theme').values({ recommendation_id: id, theme_id }).execute()
  }
  if (indexed) await db.transaction().execute((tx) => reindex(tx, [id]))
  return id
}
