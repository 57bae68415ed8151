import type { Context } from '#areas/act.server.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { change, done, recordedBy } from './actions.server.ts'
import { indicatorFault, valueFault } from './plan.ts'
import { indicatorsOf } from './store.server.ts'

export interface GivenIndicator {
  readonly name: string
  readonly unit: string
  readonly locale: string
  /** numbers as text: nothing is rounded on the way to the record */
  readonly baseline: string
  readonly baselineOn: string
  readonly target: string
  readonly targetOn: string
  readonly corrects: number | null
}

/** A new indicator, or (with `indicatorId`) a newer wording of one. */
export async function setIndicator(
  context: Context,
  actionId: number,
  indicatorId: number | null,
  given: GivenIndicator
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.set-indicator', async (tx) => {
    const before = (await indicatorsOf(tx, actionId)).find(({ id }) => id === indicatorId)
    if (indicatorId !== null && !before) return refuse('actions.indicator_missing')
    if (before && before.fact !== given.corrects) return refuse('actions.changed_meanwhile', { stands: before.fact })
    const amounts = { baseline: Number(given.baseline), target: Number(given.target) }
    const fault = indicatorFault({ ...given, ...amounts }, before?.values)
    if (fault) return fault
    const recorded = recordedBy(context)
    const { id } =
      before ??
      (await tx
        .insertInto('indicator')
        .values({ action_id: actionId, ...recorded })
        .returning('id')
        .executeTakeFirstOrThrow())
    await tx
      .insertInto('indicator_plan')
      .values({
        indicator_id: id,
        name: given.name,
        unit: given.unit,
        locale: given.locale,
        baseline: given.baseline,
        baseline_on: given.baselineOn,
        target: given.target,
        target_on: given.targetOn,
        corrects: before?.fact ?? null,
        ...recorded
      })
      .execute()
    return done({ id }, actionId)
  })
}

/** Takes an indicator out of the plan. */
export async function withdrawIndicator(
  context: Context,
  actionId: number,
  indicatorId: number
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.withdraw-indicator', async (tx) => {
    const indicator = (await indicatorsOf(tx, actionId)).find(({ id }) => id === indicatorId)
    if (!indicator) return refuse('actions.indicator_missing')
    const { name, unit, locale, baseline, target } = indicator
    await tx
      .insertInto('indicator_plan')
      .values({
        indicator_id: indicatorId,
        name,
        unit,
        locale,
        baseline: String(baseline),
        baseline_on: indicator.baselineOn,
        target: String(target),
        target_on: indicator.targetOn,
        corrects: indicator.fact,
        withdrawn: true,
        ...recordedBy(context)
      })
      .execute()
    return done({ id: indicatorId }, actionId)
  })
}

export interface GivenValue {
  readonly value: string
  readonly observedOn: string
  readonly source: string
  readonly sourceUrl: string | null
  /** the value that this one puts right */
  readonly corrects: number | null
}

/** What was observed on a day, and where that is said. */
export async function recordValue(
  context: Context,
  actionId: number,
  indicatorId: number,
  given: GivenValue
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.record-value', async (tx, today) => {
    const indicator = (await indicatorsOf(tx, actionId)).find(({ id }) => id === indicatorId)
    if (!indicator) return refuse('actions.indicator_missing')
    if (given.corrects !== null && !indicator.values.some(({ id }) => id === given.corrects)) {
      return refuse('actions.value_changed')
    }
    const fault = valueFault(given.observedOn, given.corrects, indicator, today)
    if (fault) return fault
    const { id } = await tx
      .insertInto('indicator_value')
      .values({
        indicator_id: indicatorId,
        value: given.value,
        observed_on: given.observedOn,
        source: given.source,
        source_url: given.sourceUrl,
        corrects: given.corrects,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { on: given.observedOn })
  })
}

export async function withdrawValue(
  context: Context,
  actionId: number,
  indicatorId: number,
  valueId: number
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.withdraw-value', async (tx) => {
    const indicator = (await indicatorsOf(tx, actionId)).find(({ id }) => id === indicatorId)
    const value = indicator?.values.find(({ id }) => id === valueId)
    if (!value) return refuse('actions.value_changed')
    const { id } = await tx
      .insertInto('indicator_value')
      .values({
        indicator_id: indicatorId,
        value: String(value.value),
        observed_on: value.observedOn,
        source: value.source,
        source_url: value.sourceUrl,
        corrects: value.id,
        withdrawn: true,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { on: value.observedOn })
  })
}
