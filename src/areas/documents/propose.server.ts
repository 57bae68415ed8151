import { suggestThemes } from '#areas/recommendations/theme-model.server.ts'
import { extract } from './extraction.ts'
import type { Proposal } from './proposal.ts'
import type { Reading } from './text.ts'

/** What a document is proposed to say: the recommendations found in it, each with the UPR issues it seems to be about. */
export function propose(reading: Reading): Proposal[] {
  return extract(reading).map((proposal) => ({
    ...proposal,
    themes: proposal.themes.length ? proposal.themes : suggestThemes(proposal.text)
  }))
}
