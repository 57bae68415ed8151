import { act, type Context } from '#areas/act.server.ts'
import { reindex } from '#areas/publication/reindex.server.ts'
import { isLocale } from '#platform/i18n/locales.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { accountOf } from './actions.server.ts'
import {
  ensureStates,
  entriesOf,
  insertDescription,
  insertEntry,
  insertOccasion,
  lastOrdinalOfDialogue,
  unknownIds,
  type Description
} from './entry-store.server.ts'
import { take, type Item } from './review.ts'
import { insertSteps, latestReading, loadReview, lockReview, type Occasion } from './review-store.server.ts'
import { insertPublication } from './store.server.ts'

export interface Entered {
  /** of the recommendations that entered, in the order of the document */
  readonly references: readonly string[]
}

/**
 * Puts the accepted items of a review into the record, each with the passage it stands in, and opens the document to
 * everybody, because a recommendation that nobody can check against its document is only a claim. Items that wait keep
 * waiting: this can be done again later.
 */
export async function enterRecord(
  context: Context,
  documentId: number,
  description: Description,
  occasion: Occasion
): Promise<Entered | Refusal> {
  const recorded = { at: context.now, by: accountOf(context) }
  return act<Entered>(context, 'documents.enter', { documentId }, async (tx) => {
    const reading = await latestReading(tx, documentId)
    if (!reading) return refuse('documents.gone')
    await lockReview(tx, reading.id)
    const state = await loadReview(tx, reading.id)
    const accepted = state.items.filter(({ standing }) => standing === 'accepted')
    if (accepted.length === 0) return refuse('documents.nothing_accepted')
    const bodies = bodiesOf(accepted)
    await ensureStates(tx, bodies)
    const unknown = await unknownIds(tx, bodies, [...new Set(accepted.flatMap(({ themes }) => themes))])
    if (unknown.length > 0) return refuse('documents.unknown_in_record', { names: unknown.join(', ') })

    await insertDescription(tx, documentId, description, recorded)
    await insertOccasion(tx, documentId, occasion, recorded)
    const before = await entriesOf(tx, documentId)
    const ordinal = occasion.dialogueId ? await lastOrdinalOfDialogue(tx, occasion.dialogueId) : before
    const entries = accepted.map((item, at) => ({
      item,
      reference: `D${documentId}-${before + at + 1}`,
      ordinal: ordinal + at + 1
    }))
    const locale = isLocale(description.language) ? description.language : 'en'
    const ids: number[] = []
    for (const entry of entries) {
      ids.push(await insertEntry(tx, entry, { ...recorded, readingId: reading.id, documentId, locale, occasion }))
    }
    const step = {
      take: 'enter' as const,
      entries: entries.map(({ item, reference }) => ({ item: item.id, reference }))
    }
    const after = take(state, step)
    if (isRefusal(after)) throw new Error(`accepted items could not enter: ${after.refused}`)
    await insertSteps(tx, reading.id, [{ step, after }], context.now, recorded.by)
    await insertPublication(tx, documentId, context.now, recorded.by)
    await reindex(tx, ids)
    const references = entries.map(({ reference }) => reference)
    return {
      result: { references },
      audit: {
        subjectKind: 'document',
        subjectId: String(documentId),
        details: { count: references.length, first: references[0]!, last: references.at(-1)! }
      }
    }
  })
}

function bodiesOf(items: readonly Item[]): string[] {
  const all = items.flatMap(({ makers, addressees }) => [...makers, ...addressees])
  return [...new Set(all.flatMap(({ id }) => (id === null ? [] : [id])))]
}
