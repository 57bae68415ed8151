import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { indexedRow, wordsOfRow, type Thesaurus } from './indexed-row.ts'
import { familyOf, lexemesOfTexts, toTsvector } from './lexemes.ts'
import { stemmerFor } from './lexemes.server.ts'
import {
  alreadyIndexed,
  countWords,
  forgetRows,
  forgetWords,
  idsAfter,
  nextVersion,
  readFacts,
  readThesaurus,
  saveIndexedRows
} from './store.server.ts'

const BATCH = 1_000
/** Shorter words and longer ones are not offered as what somebody meant. */
const OFFERED = /^[\p{L}\p{M}'-]{3,40}$/u

/**
 * Makes the search rows of these recommendations anew from the record's facts, or of all. Call it in the transaction
 * that changed the facts: readers on every node see both together. Returns how many rows were made.
 */
export async function reindex(tx: Kysely<Database>, which: readonly number[] | 'all'): Promise<number> {
  if (which !== 'all' && which.length === 0) return 0
  const version = await nextVersion(tx)
  const thesaurus = await readThesaurus(tx)
  if (which === 'all') await forgetWords(tx)
  let made = 0
  for await (const ids of batches(tx, which)) {
    made += await reindexBatch(tx, version, ids, thesaurus, which === 'all')
  }
  return made
}

async function* batches(tx: Kysely<Database>, which: readonly number[] | 'all'): AsyncGenerator<readonly number[]> {
  if (which === 'all') {
    for (let last = 0; ;) {
      const ids = await idsAfter(tx, last, BATCH)
      if (!ids.length) return
      yield ids
      last = ids.at(-1)!
    }
  }
  const distinct = [...new Set(which)]
  for (let at = 0; at < distinct.length; at += BATCH) yield distinct.slice(at, at + BATCH)
}

async function reindexBatch(
  tx: Kysely<Database>,
  version: number,
  ids: readonly number[],
  thesaurus: Thesaurus,
  countAll: boolean
): Promise<number> {
  const facts = await readFacts(tx, ids)
  const standing = new Set(facts.map(({ id }) => id))
  const gone = ids.filter((id) => !standing.has(id))
  if (gone.length) await forgetRows(tx, version, gone)
  if (!facts.length) return 0
  const counted = countAll ? new Set<number>() : await alreadyIndexed(tx, ids)
  const rows = facts.map((one) => {
    const row = indexedRow(one, thesaurus)
    return { id: one.id, row, said: wordsOfRow(row, thesaurus) }
  })
  const families = [...new Set(rows.flatMap(({ said }) => said.map(({ locale }) => familyOf(locale))))]
  const words = rows.flatMap(({ said }) => said.flatMap((text) => text.words.map(({ word }) => word)))
  const stem = await stemmerFor(tx, words, families)
  await saveIndexedRows(
    tx,
    version,
    rows.map(({ id, row: { values, ...row }, said }) => ({
      recommendation_id: id,
      ...row,
      ...values,
      words: toTsvector(lexemesOfTexts(said, stem))
    }))
  )
  const uses = new Map<string, number>()
  for (const { id, said } of rows) {
    const distinct = new Set(said.flatMap((text) => text.words.map(({ word }) => word)).filter((w) => OFFERED.test(w)))
    // A row that was there before may bring new words, but is not counted twice.
    for (const word of distinct) uses.set(word, (uses.get(word) ?? 0) + (counted.has(id) ? 0 : 1))
  }
  await countWords(tx, uses)
  return rows.length
}
