import type { Kysely } from 'kysely'
import { delegationsOn } from '#areas/dialogues/delegations-store.server.ts'
import { modalityOf, programmeOf } from '#areas/dialogues/versions-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import type { FloorFacts } from './facts.ts'
import type { Meeting } from './store.server.ts'

/** What the rules of a meeting are applied to on a day ('YYYY-MM-DD'): modality and programme as they stand, and who sits as what. */
export async function factsOf(db: Kysely<Database>, meeting: Meeting, day: string): Promise<FloorFacts> {
  const { id, dialogueId, edition, rehearsal } = meeting
  const modality = await modalityOf(db, dialogueId)
  const programme = await programmeOf(db, dialogueId)
  const sitting = await delegationsOn(db, dialogueId, day)
  return {
    meeting: id,
    rehearsal,
    edition,
    // Without a modality nobody is entitled, and without a programme there is nothing to open: the pages say so.
    modality: modality?.what ?? { ...NONE, segments: [] },
    programme: programme?.what ?? { timeZone: 'Asia/Jakarta', items: [] },
    delegations: new Map(sitting.map((delegation) => [delegation.bodyId, delegation]))
  }
}

const NONE = { title: { en: '-' }, basis: { en: '-' }, offlineRequests: 'by-arrival' } as const
