import type { Kysely } from 'kysely'
import { uprIssues } from '#areas/recommendations/upr-issues.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Proposal } from './proposal.ts'
import type { NamedBody, ReviewProposal } from './review.ts'

/**
 * Proposals with the names of the document told as bodies and themes of the record, where the record knows them. A
 * State that the record doesn't have yet keeps its code: it becomes a body when the proposal enters.
 */
export async function asKnownToRecord(db: Kysely<Database>, proposals: readonly Proposal[]): Promise<ReviewProposal[]> {
  const bodies = await bodiesByName(db, proposals)
  const themes = await themesByIssue(db)
  const known = ({ id, printed }: NamedBody): NamedBody => ({ id: id ?? bodies.get(folded(printed)) ?? null, printed })
  return proposals.map(({ recommendedBy, addressedTo, page, paragraph, passage, place, themes: issues, ...rest }) => ({
    ...rest,
    makers: recommendedBy.map(known),
    addressees: addressedTo.map(known),
    themes: [...new Set(issues.flatMap((issue) => themes.get(issue) ?? []))],
    passages: [{ page, paragraph, passage, place }]
  }))
}

function folded(printed: string): string {
  return printed.trim().toLowerCase().replace(/^the /, '')
}

async function bodiesByName(db: Kysely<Database>, proposals: readonly Proposal[]): Promise<Map<string, string>> {
  const printed = proposals
    .flatMap(({ recommendedBy, addressedTo }) => [...recommendedBy, ...addressedTo])
    .filter(({ id }) => id === null)
    .flatMap((body) => [folded(body.printed), `the ${folded(body.printed)}`])
  if (printed.length === 0) return new Map()
  const rows = await db
    .selectFrom('body_alias')
    .select(['alias', 'body_id'])
    .where('alias', 'in', [...new Set(printed)])
    .execute()
  return new Map(rows.map(({ alias, body_id }) => [folded(alias), body_id]))
}

/** UPR issue names, as the coded data spells them, to the themes that answer to them. */
async function themesByIssue(db: Kysely<Database>): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('theme_mapping')
    .select(['theme_id', 'code'])
    .where('scheme', '=', 'upr-issue')
    .orderBy('theme_id')
    .execute()
  return new Map(
    uprIssues.map(({ id, name }) => [name, rows.filter(({ code }) => code === id).map(({ theme_id }) => theme_id)])
  )
}
