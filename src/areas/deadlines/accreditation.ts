import type { QueuedCase } from '#areas/bodies/application-store.server.ts'
import type { Told } from './told.ts'

/** A person to whom cases of accreditation may come, and who else decides on them. */
export interface CaseReader {
  readonly accountId: string
  /** whether they look at it as the organisation whose case it is, or as one of those who decide */
  readonly as: 'organisation' | 'secretariat'
  /** the accounts of the secretariat */
  readonly officers: readonly string[]
}

/**
 * A case as it stands on a person's desk; null where it doesn't wait for them. An appeal goes to somebody else than who
 * decided first (`stepFault`); where there is nobody else, it comes to them after all, who must find another.
 */
export function caseOnDesk(
  { reference, name, locale, state, due }: QueuedCase,
  { accountId, as, officers }: CaseReader
): Told | null {
  if (due?.waitsFor !== as) return null
  const notBy = state.stage === 'appealed' ? (state.against?.by ?? null) : null
  const alone = notBy === accountId && officers.every((id) => id === accountId)
  if (notBy === accountId && !alone) return null
  return {
    ...(alone ? { level: 'secretariat', why: 'nobody' } : { level: 'responsible', why: 'theirs' }),
    due: {
      kind: 'accreditation',
      thing: `accreditation ${reference}`,
      dueOn: due.on,
      body: null,
      title: { [locale]: name },
      reference,
      path: as === 'secretariat' ? `/standing/applications/${reference}` : `/standing/case/${reference}`,
      notBy,
      changedAt: new Date(`${state.since}T00:00:00Z`),
      revision: state.turns,
      since: state.since,
      stage: state.stage
    }
  }
}
