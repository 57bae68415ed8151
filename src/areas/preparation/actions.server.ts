import type { Transaction } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { keyOf, pointsOn } from './carry-over.ts'
import { arrangeAgain } from './cluster-proposal.ts'
import { clustersOf, lastUndoable, nextClusterId, stepFault, take, type ClusterStep } from './clusters.ts'
import {
  carryOverOf,
  latestDialogue,
  lockPreparation,
  pointsBefore,
  preparationOf,
  recommendationsBefore,
  stepsOf,
  thesaurus,
  type Preparation
} from './store.server.ts'

type Tx = Transaction<Database>

export interface GivenPlan {
  readonly heldFrom: string | null
  readonly heldUntil: string | null
  readonly place: string | null
  readonly source: string
  readonly sourceUrl: string | null
}

/** Opens the preparation of the edition that follows the latest one on record, with what is planned for it. */
export async function openPreparation(
  context: Context,
  given: GivenPlan & { readonly edition: number }
): Promise<{ edition: number } | Refusal> {
  return act(context, 'preparation.open', undefined, async (tx) => {
    const after = await latestDialogue(tx)
    if (!after) return refuse('preparation.dialogue_missing')
    if (given.edition <= after.edition) {
      return refuse('preparation.edition_held', { edition: after.edition }, 'edition')
    }
    if (await preparationOf(tx, given.edition)) return refuse('preparation.opened_already', undefined, 'edition')
    const fault = planFault(given, dayOf(context.now))
    if (fault) return fault
    const recorded = recordedBy(context)
    // Two who open the same preparation at once: one does, the other is told.
    const made = await tx
      .insertInto('preparation')
      .values({ edition: given.edition, after_dialogue_id: after.id, ...recorded })
      .onConflict((conflict) => conflict.column('edition').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return refuse('preparation.opened_already', undefined, 'edition')
    await insertPlan(tx, context, made.id, given, null)
    return { result: { edition: given.edition }, audit: audited({ edition: given.edition, public: false }) }
  })
}

/** Day and place as they are planned from now on. `corrects` is the plan that the person saw. */
export async function changePlan(
  context: Context,
  edition: number,
  given: GivenPlan & { readonly corrects: number }
): Promise<{ edition: number } | Refusal> {
  return act(context, 'preparation.plan', undefined, async (tx) => {
    const preparation = await lockPreparation(tx, edition)
    if (!preparation?.plan) return refuse('preparation.missing')
    if (preparation.plan.id !== given.corrects) return refuse('preparation.plan_changed', { plan: preparation.plan.id })
    const fault = planFault(given, dayOf(context.now))
    if (fault) return fault
    await insertPlan(tx, context, preparation.id, given, given.corrects)
    return { result: { edition }, audit: audited(preparation) }
  })
}

function planFault({ heldFrom, heldUntil }: GivenPlan, today: string): Refusal | null {
  if (heldFrom === null && heldUntil !== null) return refuse('preparation.first_day_missing', undefined, 'heldFrom')
  if (heldFrom !== null && heldFrom <= today) return refuse('preparation.day_past', undefined, 'heldFrom')
  if (heldFrom !== null && heldUntil !== null && heldUntil < heldFrom) {
    return refuse('preparation.until_before_from', undefined, 'heldUntil')
  }
  return null
}

async function insertPlan(tx: Tx, context: Context, preparation_id: number, given: GivenPlan, corrects: number | null) {
  await tx
    .insertInto('preparation_plan')
    .values({
      preparation_id,
      held_from: given.heldFrom,
      held_until: given.heldUntil ?? given.heldFrom,
      place: given.place,
      source: given.source,
      source_url: given.sourceUrl,
      corrects,
      ...recordedBy(context)
    })
    .execute()
}

/**
 * Freezes the list of open points as it stands today. The first time clusters are proposed for it; later the clusters
 * that people made take in what is new and let go of what is closed.
 */
export async function confirmCarryOver(
  context: Context,
  edition: number
): Promise<{ id: number; points: number } | Refusal> {
  return act(context, 'preparation.carry-over', undefined, async (tx) => {
    const preparation = await lockPreparation(tx, edition)
    if (!preparation) return refuse('preparation.missing')
    const today = dayOf(context.now)
    const { open } = pointsOn(await pointsBefore(tx, edition), today)
    if (open.length === 0) return refuse('preparation.nothing_open')
    const before = await carryOverOf(tx, preparation.id)
    const { id } = await tx
      .insertInto('carry_over')
      .values({ preparation_id: preparation.id, as_of: today, corrects: before?.id ?? null, ...recordedBy(context) })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (let at = 0; at < open.length; at += 1000) {
      await tx
        .insertInto('carried_point')
        .values(
          open.slice(at, at + 1000).map((point) => ({
            carry_over_id: id,
            recommendation_id: point.recommendationId,
            body_id: point.bodyId,
            reason: point.reason,
            since: point.since
          }))
        )
        .execute()
    }
    const recommendations = await recommendationsBefore(tx, edition)
    const themed = open.map((point) => ({
      key: keyOf(point),
      reference: point.reference,
      themes: recommendations.get(point.reference)?.themes ?? []
    }))
    const clusters = arrangeAgain(clustersOf(await stepsOf(tx, preparation.id)), themed, await thesaurus(tx))
    await insertStep(tx, context, preparation, { kind: 'propose', clusters, carryOver: id })
    return {
      result: { id, points: open.length },
      audit: audited(preparation, { count: open.length, on: today })
    }
  })
}

export type Arranging =
  | { readonly kind: 'rename'; readonly cluster: string; readonly title: string; readonly was: string }
  | { readonly kind: 'merge'; readonly cluster: string; readonly into: string }
  | {
      readonly kind: 'move'
      /** the cluster that they are in */
      readonly cluster: string
      readonly points: readonly string[]
      /** null: a new cluster */
      readonly to: string | null
      readonly title: string | null
    }
  | { readonly kind: 'order'; readonly cluster: string; readonly direction: 'up' | 'down' }

/** Changes the clusters by one step. */
export async function arrange(
  context: Context,
  edition: number,
  given: Arranging
): Promise<{ step: number } | Refusal> {
  return act(context, 'preparation.arrange', undefined, async (tx) => {
    const preparation = await lockPreparation(tx, edition)
    if (!preparation) return refuse('preparation.missing')
    const clusters = clustersOf(await stepsOf(tx, preparation.id))
    const step: ClusterStep =
      given.kind === 'move'
        ? { kind: 'move', points: given.points, title: given.title, to: given.to ?? nextClusterId(clusters) }
        : given.kind === 'rename'
          ? { kind: 'rename', cluster: given.cluster, title: given.title }
          : given
    const fault = stepFault(clusters, step)
    if (fault) return fault
    const named = given.kind === 'rename' && clusters.find(({ id }) => id === given.cluster)?.title
    if (named && given.kind === 'rename' && named !== given.was && named !== given.title) {
      return refuse('preparation.renamed_meanwhile', { title: named }, 'title')
    }
    if (JSON.stringify(take(clusters, step)) === JSON.stringify(clusters)) return refuse('preparation.no_change')
    return {
      result: { step: await insertStep(tx, context, preparation, step) },
      audit: audited(preparation, { step: step.kind })
    }
  })
}

/** Takes the last step back: the one that the person saw, or nothing. */
export async function undoStep(context: Context, edition: number, seen: number): Promise<{ step: number } | Refusal> {
  return act(context, 'preparation.arrange', undefined, async (tx) => {
    const preparation = await lockPreparation(tx, edition)
    if (!preparation) return refuse('preparation.missing')
    const last = lastUndoable(await stepsOf(tx, preparation.id))
    if (!last) return refuse('preparation.nothing_to_undo')
    if (last.id !== seen) return refuse('preparation.changed_meanwhile')
    const { id } = await tx
      .insertInto('cluster_step')
      .values({
        preparation_id: preparation.id,
        step: JSON.stringify(last.step),
        undoes: last.id,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { result: { step: id }, audit: audited(preparation, { step: 'undo' }) }
  })
}

async function insertStep(tx: Tx, context: Context, { id }: Preparation, step: ClusterStep): Promise<number> {
  const row = await tx
    .insertInto('cluster_step')
    .values({ preparation_id: id, step: JSON.stringify(step), undoes: null, ...recordedBy(context) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** From now on everybody reads the preparation and its briefs. */
export async function publish(context: Context, edition: number): Promise<{ edition: number } | Refusal> {
  return act(context, 'preparation.publish', undefined, async (tx) => {
    const preparation = await lockPreparation(tx, edition)
    if (!preparation) return refuse('preparation.missing')
    if (preparation.public) return refuse('preparation.public_already')
    if (!(await carryOverOf(tx, preparation.id))) return refuse('preparation.confirm_first')
    return publication(tx, context, preparation, true, null)
  })
}

/** Takes the preparation out of the public's sight, and says why. */
export async function takeBack(
  context: Context,
  edition: number,
  reason: string
): Promise<{ edition: number } | Refusal> {
  return act(context, 'preparation.take-back', undefined, async (tx) => {
    const preparation = await lockPreparation(tx, edition)
    if (!preparation) return refuse('preparation.missing')
    if (!preparation.public) return refuse('preparation.not_public')
    return publication(tx, context, preparation, false, reason)
  })
}

async function publication(
  tx: Tx,
  context: Context,
  { id, edition }: Preparation,
  isPublic: boolean,
  reason: string | null
) {
  await tx
    .insertInto('preparation_publication')
    .values({ preparation_id: id, public: isPublic, reason, ...recordedBy(context) })
    .execute()
  return { result: { edition }, audit: audited({ edition, public: isPublic }, reason ? { reason } : {}) }
}

function recordedBy({ actor, now }: Context): { recorded_at: Date; recorded_by: string } {
  return { recorded_at: now, recorded_by: accountId(actor) }
}

/** The policy lets nobody else so far: a preparation is a person's work. */
function accountId(actor: Actor): string {
  if (actor.kind !== 'account') throw new Error('A preparation is made by a person.')
  return actor.id
}

/** With it goes whether everybody may read the preparation: only then is it told outside. */
function audited(of: Pick<Preparation, 'edition' | 'public'>, details: Record<string, string | number> = {}) {
  const { edition } = of
  return { subjectKind: 'preparation', subjectId: String(edition), details: { edition, public: of.public, ...details } }
}
