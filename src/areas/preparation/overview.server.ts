import type { Kysely } from 'kysely'
import type { BodyName } from '#areas/bodies/public-store.server.ts'
import type { Database } from '#platform/db/schema.ts'
import type { Localised } from '#platform/i18n/locales.ts'
import {
  keyOf,
  pointsOn,
  sinceThen,
  type CarriedPoint,
  type ClosedPoint,
  type OpenPoint,
  type Since
} from './carry-over.ts'
import { clustersOf, type Cluster } from './clusters.ts'
import {
  bodiesNamed,
  carryOverOf,
  pointsBefore,
  recommendationsBefore,
  stepsOf,
  thesaurus,
  type CarryOver,
  type Preparation
} from './store.server.ts'

export interface Named {
  /** what recommendations are called, by reference */
  readonly titles: Readonly<Record<string, Localised>>
  readonly bodies: Readonly<Record<string, BodyName & { kind: string }>>
}

export interface Overview extends Named {
  readonly open: readonly OpenPoint[]
  readonly closed: readonly ClosedPoint[]
  readonly carryOver: CarryOver | null
  readonly since: Since | null
}

const plain = ({ recommendationId, reference, bodyId }: CarriedPoint | ClosedPoint) => ({
  recommendationId,
  reference,
  bodyId
})

/** What is open on a day and what became of the list that was confirmed, with the names of everything. */
export async function overviewOf(db: Kysely<Database>, preparation: Preparation, day: string): Promise<Overview> {
  const [points, carryOver] = await Promise.all([
    pointsBefore(db, preparation.edition),
    carryOverOf(db, preparation.id)
  ])
  const told = pointsOn(points, day)
  // Pages are given what they show, not the facts behind it.
  const open = told.open.map((one): OpenPoint => ({
    ...plain(one),
    reason: one.reason,
    since: one.since,
    silent_days: one.silent_days
  }))
  const closed = told.closed.map((one): ClosedPoint => ({ ...plain(one), reason: one.reason, since: one.since }))
  const since = carryOver && sinceThen(carryOver.points, { open, closed })
  return { open, closed, carryOver, since, ...(await named(db, preparation, [...open, ...closed])) }
}

async function named(
  db: Kysely<Database>,
  { edition }: Preparation,
  points: readonly { reference: string; bodyId: string }[]
): Promise<Named> {
  const [recommendations, bodies] = await Promise.all([
    recommendationsBefore(db, edition),
    bodiesNamed(db, [...new Set(points.map(({ bodyId }) => bodyId))])
  ])
  const references = new Set(points.map(({ reference }) => reference))
  return {
    titles: Object.fromEntries(
      [...recommendations.values()]
        .filter(({ reference }) => references.has(reference))
        .map(({ reference, title, words }) => [reference, Object.keys(title).length ? title : words])
    ),
    bodies: Object.fromEntries(bodies)
  }
}

export interface ShownCluster extends Omit<Cluster, 'points'> {
  readonly points: readonly CarriedPoint[]
}

export interface Programme extends Named {
  readonly asOf: string | null
  readonly clusters: readonly ShownCluster[]
  readonly themes: Readonly<Record<string, { readonly label: Localised }>>
  readonly steps: Awaited<ReturnType<typeof stepsOf>>
}

/** The clusters as they stand, with the points of the confirmed list in them. */
export async function programmeOf(db: Kysely<Database>, preparation: Preparation): Promise<Programme> {
  const [carryOver, steps, themes] = await Promise.all([
    carryOverOf(db, preparation.id),
    stepsOf(db, preparation.id),
    thesaurus(db)
  ])
  const carried = new Map(carryOver?.points.map((point) => [keyOf(point), point]))
  const clusters = clustersOf(steps).map(({ points, ...cluster }) => ({
    ...cluster,
    points: points.flatMap((key) => carried.get(key) ?? [])
  }))
  const used = new Set(clusters.flatMap((one) => one.themes))
  return {
    asOf: carryOver?.asOf ?? null,
    clusters,
    steps,
    themes: Object.fromEntries(themes.filter(({ id }) => used.has(id)).map(({ id, label }) => [id, { label }])),
    ...(await named(db, preparation, carryOver?.points ?? []))
  }
}
