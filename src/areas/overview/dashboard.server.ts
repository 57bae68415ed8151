import type { Kysely } from 'kysely'
import { membersOn, namesOfBodies, type BodyName } from '#areas/bodies/public-store.server.ts'
import type { Mechanism } from '#areas/tables.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { addDays } from '#platform/clock/day.ts'
import type { Database } from '#platform/db/schema.ts'
import { REPORT_GROWS_OLD_days } from '#areas/follow-up/tracks.ts'
import { editions, labelsOfThemes, type Edition, type ThemeLabel } from './overview-store.server.ts'
import { pairsOn } from './overview.server.ts'
import { EVERYWHERE, isAskedFor, NO_THEME, NOBODY, readPairQuery, type Pair, type PairQuery } from './pair-query.ts'

/** What a reader can choose from, as the record has it. */
export interface Choices {
  readonly mechanisms: readonly Mechanism[]
  /** sessions that made recommendations, the oldest first */
  readonly sessions: readonly { readonly mechanism: Mechanism; readonly id: string }[]
  readonly editions: readonly Edition[]
  /** the members as of the day */
  readonly members: readonly BodyName[]
  /** everybody else to whom something is addressed */
  readonly others: readonly BodyName[]
  readonly themes: readonly ThemeLabel[]
}

export interface Dashboard {
  readonly query: PairQuery
  readonly day: string
  readonly oldBefore: string
  readonly choices: Choices
  /** what the address asks for and the record doesn't have: it was left out */
  readonly unknown: readonly string[]
}

/**
 * What every dashboard begins with: what is asked, what can be chosen, and the pairs of that mechanism, session, State
 * and theme. The part and the position are for the rows alone.
 */
export async function dashboardOf(
  db: Kysely<Database>,
  asked: URLSearchParams,
  now: Date
): Promise<{ dashboard: Dashboard; pairs: readonly Pair[]; all: readonly Pair[] }> {
  const day = dayOf(now)
  const oldBefore = addDays(day, -REPORT_GROWS_OLD_days)
  const all = await pairsOn(db, day)
  const choices = await choicesOf(db, all, day)
  const { query, unknown } = onlyKnown(readPairQuery(asked), choices)
  const whole: PairQuery = { ...query, part: 'asked', position: null }
  return {
    dashboard: { query, day, oldBefore, choices, unknown },
    pairs: all.filter((pair) => isAskedFor(whole, pair, oldBefore)),
    all
  }
}

async function choicesOf(db: Kysely<Database>, all: readonly Pair[], day: string): Promise<Choices> {
  const { mechanisms, sessions, addressed } = contentsOf(all)
  const members = await membersOn(db, day)
  const others = addressed.filter((id) => !members.some((member) => member.id === id))
  const [held, names, themes] = await Promise.all([editions(db), namesOfBodies(db, others), labelsOfThemes(db)])
  return { mechanisms, sessions, editions: held, members, others: names, themes }
}

interface Contents {
  readonly mechanisms: readonly Mechanism[]
  readonly sessions: Choices['sessions']
  readonly addressed: readonly string[]
}

const known = new WeakMap<readonly Pair[], Contents>()

/** What occurs in the record, counted once for each state of it. */
function contentsOf(all: readonly Pair[]): Contents {
  const found = known.get(all)
  if (found) return found
  const sessions = new Map<string, { mechanism: Mechanism; id: string; madeOn: string }>()
  const addressed = new Set<string>()
  for (const { mechanism, session, madeOn, bodyId } of all) {
    addressed.add(bodyId)
    const first = sessions.get(session)
    if (session && (!first || madeOn < first.madeOn)) sessions.set(session, { mechanism, id: session, madeOn })
  }
  const contents = {
    mechanisms: [...new Set(all.map(({ mechanism }) => mechanism))].sort(),
    sessions: [...sessions.values()]
      .sort((a, b) => (a.madeOn < b.madeOn ? -1 : 1))
      .map(({ mechanism, id }) => ({ mechanism, id })),
    addressed: [...addressed]
  }
  known.set(all, contents)
  return contents
}

const MECHANISMS: readonly string[] = ['dialogue', 'upr', 'treaty-body', 'special-procedure', 'other']

function onlyKnown(query: PairQuery, choices: Choices): { query: PairQuery; unknown: string[] } {
  const { from, state, theme } = query
  const fromKnown =
    from === EVERYWHERE ||
    MECHANISMS.includes(from) ||
    choices.sessions.some(({ id }) => id === from) ||
    choices.editions.some(({ id }) => id === from)
  const stateKnown =
    state === null || state === NOBODY || [...choices.members, ...choices.others].some(({ id }) => id === state)
  const themeKnown = theme === null || theme === NO_THEME || choices.themes.some(({ id }) => id === theme)
  return {
    query: {
      ...query,
      from: fromKnown ? from : readPairQuery(new URLSearchParams()).from,
      state: stateKnown ? state : null,
      theme: themeKnown ? theme : null
    },
    unknown: [...(fromKnown ? [] : [from]), ...(stateKnown ? [] : [state!]), ...(themeKnown ? [] : [theme!])]
  }
}
