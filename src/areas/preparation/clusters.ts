import { refuse, type Refusal } from '#platform/refusal.ts'
import type { Localised } from '#platform/i18n/locales.ts'

// The clusters of an issue-clustered programme. They are what the recorded steps make: first a proposal
// (cluster-proposal.ts), then what people changed in it. A step that was undone is as if it had never been taken.

export interface Cluster {
  readonly id: string
  /** the themes whose points it was proposed for; none where people made it */
  readonly themes: readonly string[]
  /** 1, 2, ... where one theme had too many points and was divided */
  readonly part: number | null
  /** the name that people gave it; null: it is called by its themes */
  readonly title: string | null
  /** keys of points ("AHRD7-R3 ID"), in order */
  readonly points: readonly string[]
}

export type ClusterStep =
  | { readonly kind: 'propose'; readonly clusters: readonly Cluster[]; readonly carryOver: number }
  | { readonly kind: 'rename'; readonly cluster: string; readonly title: string }
  | { readonly kind: 'merge'; readonly cluster: string; readonly into: string }
  /** `to` may be a cluster that isn't there yet: the step makes it */
  | { readonly kind: 'move'; readonly points: readonly string[]; readonly to: string; readonly title: string | null }
  | { readonly kind: 'order'; readonly cluster: string; readonly direction: 'up' | 'down' }

export interface RecordedStep {
  readonly id: number
  readonly step: ClusterStep
  readonly undoes: number | null
}

/** The steps that count, in their order. */
export function standingSteps<S extends RecordedStep>(steps: readonly S[]): S[] {
  const undone = new Set(steps.map(({ undoes }) => undoes))
  return steps.filter(({ id, undoes }) => undoes === null && !undone.has(id)).sort((a, b) => a.id - b.id)
}

/** The step that would be undone next; the proposal itself stays. */
export function lastUndoable<S extends RecordedStep>(steps: readonly S[]): S | null {
  const last = standingSteps(steps).at(-1)
  return last && last.step.kind !== 'propose' ? last : null
}

/** The clusters as all steps that weren’t taken back have made them. */
export function clustersOf(steps: readonly RecordedStep[]): readonly Cluster[] {
  return standingSteps(steps).reduce<readonly Cluster[]>((clusters, { step }) => take(clusters, step), [])
}

/** What a step makes of the clusters. A cluster that loses its last point goes away. */
export function take(clusters: readonly Cluster[], step: ClusterStep): readonly Cluster[] {
  if (step.kind === 'propose') return step.clusters
  if (step.kind === 'rename') {
    return clusters.map((one) => (one.id === step.cluster ? { ...one, title: step.title } : one))
  }
  if (step.kind === 'merge') {
    const merged = clusters.find(({ id }) => id === step.cluster)
    if (!merged || !clusters.some(({ id }) => id === step.into) || step.cluster === step.into) return clusters
    return clusters
      .filter((one) => one !== merged)
      .map((one) =>
        one.id === step.into
          ? {
              ...one,
              themes: [...new Set([...one.themes, ...merged.themes])],
              points: [...one.points, ...merged.points]
            }
          : one
      )
  }
  if (step.kind === 'move') {
    const known = new Set(clusters.flatMap(({ points }) => points))
    const moved = [...new Set(step.points)].filter((point) => known.has(point))
    const gone = new Set(moved)
    const there = clusters.some(({ id }) => id === step.to)
    const target: Cluster = { id: step.to, themes: [], part: null, title: step.title, points: [] }
    return (there ? clusters : [...clusters, target])
      .map((one) => {
        const stay = one.points.filter((point) => !gone.has(point))
        return { ...one, points: one.id === step.to ? [...stay, ...moved] : stay }
      })
      .filter(({ points }) => points.length > 0)
  }
  const from = clusters.findIndex(({ id }) => id === step.cluster)
  const to = step.direction === 'up' ? from - 1 : from + 1
  if (from < 0 || to < 0 || to >= clusters.length) return clusters
  const ordered = [...clusters]
  ordered.splice(to, 0, ...ordered.splice(from, 1))
  return ordered
}

/** Why a step can't be taken on these clusters, or null. */
export function stepFault(clusters: readonly Cluster[], step: ClusterStep): Refusal | null {
  const there = (id: string) => clusters.some((one) => one.id === id)
  if (step.kind === 'propose') return null
  if (step.kind === 'move') {
    const known = new Set(clusters.flatMap(({ points }) => points))
    if (step.points.length === 0) return refuse('preparation.points_missing', undefined, 'points')
    if (!step.points.every((point) => known.has(point))) return refuse('preparation.point_gone', undefined, 'points')
    if (!there(step.to) && !step.title) return refuse('preparation.title_missing', undefined, 'newTitle')
    return null
  }
  if (!there(step.cluster)) return refuse('preparation.cluster_gone')
  if (step.kind === 'merge' && (!there(step.into) || step.into === step.cluster)) {
    return refuse('preparation.into_missing', undefined, 'into')
  }
  return null
}

/** What a cluster is called: by people, or by its themes. */
export function clusterTitle(
  { title, themes, part }: Pick<Cluster, 'title' | 'themes' | 'part'>,
  thesaurus: Readonly<Record<string, { readonly label: Localised }>>,
  labelOf: (label: Localised) => string
): string {
  if (title) return title
  const labels = themes.flatMap((id) => (thesaurus[id] ? [labelOf(thesaurus[id].label)] : []))
  return `${labels.join('; ')}${part === null ? '' : ` (${part})`}`
}

/** The id of a cluster that a step would make. */
export function nextClusterId(clusters: readonly Cluster[]): string {
  return `c${1 + Math.max(0, ...clusters.map(({ id }) => Number(/^c(\d+)$/.exec(id)?.[1] ?? 0)))}`
}
