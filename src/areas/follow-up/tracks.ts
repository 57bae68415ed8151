import { daysBetween } from '#platform/clock/day.ts'

/** Who speaks: the State that is addressed, stakeholders (NHRIs, CSOs) each for itself, the body that follows up. */
export type Track = 'state' | 'stakeholder' | 'body'
export const TRACKS: readonly Track[] = ['state', 'stakeholder', 'body']

/** How far a recommendation is carried out, from nothing to all; "contrary" goes the other way. */
export type Level = 'not-started' | 'planned' | 'under-way' | 'partly' | 'fully' | 'contrary' | 'overtaken'

/** From the most cautious to the boldest claim: of two said by one body for one day the more cautious one stands. */
const BOLDNESS: readonly Level[] = ['contrary', 'not-started', 'overtaken', 'planned', 'under-way', 'partly', 'fully']

export interface Entry {
  readonly id: number
  readonly track: Track
  readonly by: string
  readonly level: Level
  readonly observedOn: string
  readonly evidence: boolean
  readonly corrects: number | null
  readonly validated: boolean
  readonly retracted: boolean
}

export interface Standing<E extends Entry> {
  readonly state: E | null
  /** the newest of each stakeholder, in the order of their ids */
  readonly stakeholders: readonly E[]
  readonly body: E | null
}

/**
 * What stands on each track on a day. Nothing is averaged. It depends on the facts and their dates alone, not on the
 * order in which they arrived.
 */
export function standingOn<E extends Entry>(entries: readonly E[], day: string): Standing<E> {
  const corrected = new Set(entries.map(({ corrects }) => corrects))
  const open = entries.filter((entry) => !entry.retracted && !corrected.has(entry.id) && entry.observedOn <= day)
  const newest = new Map<string, E>()
  for (const entry of open) {
    // A State has one voice and so has the body; every stakeholder has its own.
    const voice = entry.track === 'stakeholder' ? `stakeholder ${entry.by}` : entry.track
    const known = newest.get(voice)
    if (!known || supersedes(entry, known)) newest.set(voice, entry)
  }
  return {
    state: newest.get('state') ?? null,
    stakeholders: [...newest.values()]
      .filter(({ track }) => track === 'stakeholder')
      .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)),
    body: newest.get('body') ?? null
  }
}

function supersedes(entry: Entry, known: Entry): boolean {
  if (entry.observedOn !== known.observedOn) return entry.observedOn > known.observedOn
  const bolder = BOLDNESS.indexOf(entry.level) - BOLDNESS.indexOf(known.level)
  return bolder === 0 ? Number(entry.evidence) > Number(known.evidence) : bolder < 0
}

/** "Fully" from a State is a claim until it has evidence and the validating focal point signed it off. */
export function isOnlyClaimed(entry: Entry): boolean {
  return entry.track === 'state' && entry.level === 'fully' && !(entry.evidence && entry.validated)
}

/**
 * Done: the body says "fully", the last word there is; or the State does, signed off with evidence, as long as the body
 * doesn't say otherwise. An NHRI or CSO that says otherwise keeps nothing open by itself, because one voice could then
 * keep a State from ever being done; the disagreement is shown all the same.
 */
export function isDone({ state, body }: Standing<Entry>): boolean {
  if (body) return body.level === 'fully'
  return state?.level === 'fully' && !isOnlyClaimed(state)
}

/** After so many days a State's last report is old: half of the time between two editions of the Dialogue. */
export const REPORT_GROWS_OLD_days = 180

/** Whether those who spoke say different things. Planned and not started are one here: nothing has happened yet. */
export function disagree(standing: Standing<Entry>): boolean {
  const said = [standing.state, standing.body, ...standing.stakeholders].filter((entry) => entry !== null)
  const told = said.map(({ level }) => (level === 'planned' ? 'not-started' : level))
  return new Set(told).size > 1
}

/** The last word on a track; of stakeholders, that of whoever spoke last. */
export function lastOn<E extends Entry>({ state, stakeholders, body }: Standing<E>, track: Track): E | null {
  if (track === 'state') return state
  if (track === 'body') return body
  return stakeholders.reduce<E | null>((last, one) => (last && last.observedOn >= one.observedOn ? last : one), null)
}

/** Whole days since a track last spoke, or since the recommendation was made where it never did. */
export function silence_days(last: Entry | null, madeOn: string, day: string): number {
  return Math.max(0, daysBetween(last?.observedOn ?? madeOn, day))
}
