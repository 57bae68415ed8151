import { sql, type Kysely, type Transaction } from 'kysely'
import { act } from '#areas/act.server.ts'
import { loadBodies } from '#areas/bodies/load.server.ts'
import { loadDialogues } from '#areas/dialogues/load.server.ts'
import { loadAccount } from '#areas/documents/load-account.server.ts'
import { loadScales } from '#areas/follow-up/load.server.ts'
import { loadInstruments } from '#areas/instruments/load.server.ts'
import { loadRecommendations } from '#areas/recommendations/load.server.ts'
import { loadThemes } from '#areas/recommendations/load-themes.server.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import type { Refusal } from '#platform/refusal.ts'
import { loadSources } from '#areas/load-sources.server.ts'
import { reindex } from './reindex.server.ts'

/** What an area adds when a hall opens, in the same transaction, after the record is in. */
export type AfterLoad = (tx: Transaction<Database>, mode: 'demonstration' | 'real', now: Date) => Promise<unknown>

const ALWAYS: readonly AfterLoad[] = [(tx) => reindex(tx, 'all')]

export interface Opening {
  readonly db: Kysely<Database>
  readonly mode: 'demonstration' | 'real'
  readonly now: Date
  readonly name?: Localised
  readonly afterLoad?: readonly AfterLoad[]
}

export interface Opened {
  readonly mode: 'demonstration' | 'real'
  /** false where the hall was open already: nothing was done */
  readonly opened: boolean
}

const SAMPLE_NAME: Localised = {
  en: 'ASEAN Human Rights Dialogue',
  id: 'Dialog Hak Asasi Manusia ASEAN',
  th: 'การหารือสิทธิมนุษยชนอาเซียน'
}

/**
 * Opens an empty database as a hall: the reference data, and for a demonstration the 7th Dialogue. An open hall stays
 * as it is, in the mode in which it was opened. Two processes that start at once open it once.
 */
export async function openHall({ db, mode, now, name, afterLoad = [] }: Opening): Promise<Opened | Refusal> {
  const already = await openedMode(db)
  if (already) return { mode: already, opened: false }
  const context = { db, actor: { kind: 'system', name: 'hall' } as const, now }
  return act<Opened>(context, 'publication.open-hall', null, async (tx) => {
    await sql`lock table hall in exclusive mode`.execute(tx)
    const meanwhile = await openedMode(tx)
    if (!meanwhile) {
      await loadRecord(tx, mode)
      await tx
        .insertInto('hall')
        .values({ mode, name: JSON.stringify(name ?? SAMPLE_NAME), opened_at: now })
        .execute()
      for (const load of [...afterLoad, ...ALWAYS]) await load(tx, mode, now)
    }
    return {
      result: { mode: meanwhile ?? mode, opened: !meanwhile },
      audit: { subjectKind: 'hall', details: { mode: meanwhile ?? mode, opened: !meanwhile } }
    }
  })
}

async function openedMode(db: Kysely<Database>): Promise<'demonstration' | 'real' | undefined> {
  return (await db.selectFrom('hall').select('mode').executeTakeFirst())?.mode
}

async function loadRecord(tx: Transaction<Database>, mode: 'demonstration' | 'real'): Promise<void> {
  const sourceOf = await loadSources(tx, 'reference')
  const memberships = await loadBodies(tx, 'reference', sourceOf)
  await loadInstruments(tx, sourceOf, memberships)
  await loadThemes(tx)
  await loadScales(tx)
  if (mode === 'real') return
  await loadBodies(tx, 'cast', await loadSources(tx, 'cast'))
  const sampleSourceOf = await loadSources(tx, 'dialogue-7')
  await loadDialogues(tx, sampleSourceOf)
  await loadRecommendations(tx, sampleSourceOf, await loadAccount(tx))
}
