import { nextClusterId, type Cluster } from './clusters.ts'

// Proposed clusters: recommendations that share a theme are dealt with together; small groups join their nearest
// relatives in the thesaurus; nothing grows to more than twice the size aimed at, unless one recommendation alone does.
// It depends on the points and the thesaurus only, never on the order in which they came.

export interface ThemedPoint {
  readonly key: string
  readonly reference: string
  readonly themes: readonly string[]
}

export interface ThesaurusEntry {
  readonly id: string
  readonly parentId: string | null
}

/** A session of the Dialogue deals with about as many points: two recommendations to all eleven members. */
const AIMED_AT = 22
const FEWEST = 3
const MOST = 8

/** Themes that say how a recommendation was filed, not what it is about: they are chosen last. */
const UNTOLD: ReadonlySet<string> = new Set(['general', 'other'])

interface Group {
  themes: string[]
  recommendations: Recommendation[]
  part: number | null
}

interface Recommendation {
  readonly reference: string
  readonly themes: readonly string[]
  readonly keys: readonly string[]
}

export type ProposedCluster = Omit<Cluster, 'id' | 'title'>

/** `thesaurus` in its order: it decides between equals, and the order of the clusters. */
export function proposeClusters(
  points: readonly ThemedPoint[],
  thesaurus: readonly ThesaurusEntry[]
): readonly ProposedCluster[] {
  const place = new Map(thesaurus.map(({ id }, i) => [id, i]))
  const placeOf = (theme: string | undefined) =>
    theme === undefined ? thesaurus.length : (place.get(theme) ?? thesaurus.length)
  const recommendations = joined(points, placeOf)
  const wanted = Math.min(MOST, Math.max(FEWEST, Math.round(points.length / AIMED_AT)))
  const aimed = points.length / wanted
  const groups = merged(
    divided(grouped(recommendations, placeOf), aimed * 2),
    new Map(thesaurus.map((entry) => [entry.id, entry.parentId])),
    aimed
  )
  return groups
    .sort((a, b) => placeOf(a.themes[0]) - placeOf(b.themes[0]) || (a.part ?? 0) - (b.part ?? 0) || compareFirst(a, b))
    .map(({ themes, recommendations: held, part }) => ({ themes, part, points: held.flatMap(({ keys }) => keys) }))
}

const naturally = new Intl.Collator('en', { numeric: true })

function compareFirst(a: Group, b: Group): number {
  return naturally.compare(a.recommendations[0]!.reference, b.recommendations[0]!.reference)
}

function joined(points: readonly ThemedPoint[], placeOf: (theme: string) => number): Recommendation[] {
  const found = new Map<string, { themes: Set<string>; keys: Set<string> }>()
  for (const { key, reference, themes } of points) {
    const one = found.get(reference) ?? { themes: new Set<string>(), keys: new Set<string>() }
    for (const theme of themes) one.themes.add(theme)
    one.keys.add(key)
    found.set(reference, one)
  }
  return [...found]
    .map(([reference, { themes, keys }]) => ({
      reference,
      themes: [...themes].sort(
        (a, b) => Number(UNTOLD.has(a)) - Number(UNTOLD.has(b)) || placeOf(a) - placeOf(b) || (a < b ? -1 : 1)
      ),
      keys: [...keys].sort(naturally.compare)
    }))
    .sort((a, b) => naturally.compare(a.reference, b.reference))
}

/**
 * Each recommendation under one of its themes. Those with fewest themes have least choice and go first; one that can
 * choose joins the smallest group there is under one of its themes, and else begins one under the theme that most others
 * share.
 */
function grouped(recommendations: readonly Recommendation[], placeOf: (theme: string) => number): Group[] {
  const shared = new Map<string, number>()
  for (const { themes, keys } of recommendations) {
    for (const theme of themes) shared.set(theme, (shared.get(theme) ?? 0) + keys.length)
  }
  const groups = new Map<string, Group>()
  const ordered = [...recommendations].sort((a, b) => a.themes.length - b.themes.length)
  for (const recommendation of ordered) {
    const told = recommendation.themes.filter((theme) => !UNTOLD.has(theme))
    const choice = told.length ? told : recommendation.themes
    const begun = choice.filter((theme) => groups.has(theme))
    const by = (measure: (theme: string) => number) => (a: string, b: string) =>
      measure(a) - measure(b) || placeOf(a) - placeOf(b)
    const theme = begun.length
      ? [...begun].sort(by((one) => size(groups.get(one)!)))[0]!
      : ([...choice].sort(by((one) => -shared.get(one)!))[0] ?? '')
    const group = groups.get(theme) ?? { themes: theme ? [theme] : [], recommendations: [], part: null }
    group.recommendations.push(recommendation)
    groups.set(theme, group)
  }
  for (const group of groups.values()) {
    group.recommendations.sort((a, b) => naturally.compare(a.reference, b.reference))
  }
  return [...groups.values()].sort((a, b) => placeOf(a.themes[0] ?? '') - placeOf(b.themes[0] ?? ''))
}

function size({ recommendations }: Group): number {
  return recommendations.reduce((sum, { keys }) => sum + keys.length, 0)
}

/** A theme that is too large is divided into parts of about equal size; a recommendation never is. */
function divided(groups: readonly Group[], largest: number): Group[] {
  return groups.flatMap((group) => {
    const whole = size(group)
    if (whole <= largest || group.recommendations.length < 2) return [group]
    const parts = Math.ceil(whole / largest)
    const found: Group[] = []
    let before = 0
    for (const recommendation of group.recommendations) {
      const at = Math.min(parts - 1, Math.floor((before / whole) * parts))
      const known = found.find(({ part }) => part === at + 1)
      if (known) known.recommendations.push(recommendation)
      else found.push({ themes: [...group.themes], recommendations: [recommendation], part: at + 1 })
      before += recommendation.keys.length
    }
    return found.length === 1 ? [group] : found.map((one, i) => ({ ...one, part: i + 1 }))
  })
}

/** The smallest group joins its nearest relative as long as it is less than half of what is aimed at. */
function merged(groups: readonly Group[], parents: ReadonlyMap<string, string | null>, aimed: number): Group[] {
  const open = [...groups]
  const lonely = new Set<Group>()
  for (;;) {
    const smallest = open
      .filter((group) => !lonely.has(group) && size(group) < aimed / 2)
      .reduce<Group | null>((least, group) => (least && size(least) <= size(group) ? least : group), null)
    if (!smallest) return open
    const others = open.filter((group) => group !== smallest && size(group) + size(smallest) <= aimed * 2)
    const nearest = others.reduce<Group | null>((best, group) => {
      if (!best) return group
      const [near, known] = [kinship(smallest, group, parents), kinship(smallest, best, parents)]
      return near < known || (near === known && size(group) < size(best)) ? group : best
    }, null)
    // What has nothing in common is put together only where there would be too many clusters otherwise.
    if (!nearest || (kinship(smallest, nearest, parents) === Infinity && open.length <= MOST)) {
      lonely.add(smallest)
      continue
    }
    open.splice(open.indexOf(smallest), 1)
    nearest.themes = [...new Set([...nearest.themes, ...smallest.themes])]
    nearest.recommendations = [...nearest.recommendations, ...smallest.recommendations].sort((a, b) =>
      naturally.compare(a.reference, b.reference)
    )
    nearest.part = null
  }
}

/** How many steps of the thesaurus lie between the nearest themes of two groups; Infinity where nothing joins them. */
function kinship(one: Group, other: Group, parents: ReadonlyMap<string, string | null>): number {
  const line = (theme: string): string[] => {
    const found: string[] = []
    for (let at: string | null | undefined = theme; at && !found.includes(at); at = parents.get(at)) found.push(at)
    return found
  }
  let nearest = Infinity
  for (const a of one.themes.map(line)) {
    for (const b of other.themes.map(line)) {
      const at = a.findIndex((theme) => b.includes(theme))
      if (at >= 0) nearest = Math.min(nearest, at + b.indexOf(a[at]!))
    }
  }
  return nearest
}

/**
 * An earlier arrangement with the points of a new list: what stays open keeps its place, what is closed leaves, what is
 * new goes where its themes are already, and else into clusters of its own.
 */
export function arrangeAgain(
  before: readonly Cluster[],
  points: readonly ThemedPoint[],
  thesaurus: readonly ThesaurusEntry[]
): readonly Cluster[] {
  const there = new Set(points.map(({ key }) => key))
  const kept = before
    .map((one) => ({ ...one, points: one.points.filter((key) => there.has(key)) }))
    .filter((one) => one.points.length > 0)
  const placed = new Set(kept.flatMap((one) => one.points))
  const clusters: Cluster[] = [...kept]
  for (const { themes, part, points: added } of proposeClusters(
    points.filter(({ key }) => !placed.has(key)),
    thesaurus
  )) {
    const at = kept.findIndex((one) => one.themes.some((theme) => themes.includes(theme)))
    if (at >= 0) clusters[at] = { ...clusters[at]!, points: [...clusters[at]!.points, ...added] }
    else clusters.push({ id: nextClusterId([...before, ...clusters]), themes, part, title: null, points: added })
  }
  return clusters
}
