import { redirect } from '@sveltejs/kit'
import { indicatorForm } from '#areas/actions/forms.ts'
import { setIndicator, withdrawIndicator } from '#areas/actions/indicator-actions.server.ts'
import { actionOf, ownActionOf, partOf } from '#areas/actions/page.server.ts'
import type { Indicator } from '#areas/actions/store.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { again, merge } from '#platform/form/again.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

// "new" in the address stands for an indicator that is still to be written.

export const load: PageServerLoad = async (event) => {
  const { sheet } = await ownActionOf(event, 'actions.set-indicator')
  const { indicator: asked } = event.params
  const indicator = asked === 'new' ? null : partOf(sheet.indicators, asked)
  const begins: Given = {
    locale: sheet.plan.locale,
    baselineOn: sheet.plan.beginsOn,
    ...(sheet.plan.dueOn && { targetOn: sheet.plan.dueOn })
  }
  return {
    id: sheet.id,
    title: sheet.plan.title,
    indicatorId: indicator?.id ?? null,
    given: indicator ? givenBy(indicator) : begins
  }
}

function givenBy({ fact, name, unit, locale, baseline, baselineOn, target, targetOn }: Indicator): Given {
  const numbers = { baseline: String(baseline), target: String(target) }
  return { name, unit, locale, baselineOn, targetOn, ...numbers, corrects: String(fact) }
}

export const actions: Actions = {
  save: async (event) => {
    const form = readForm(indicatorForm, await event.request.formData())
    if (!form.ok) return again(form.given, form.faults)
    const { sheet } = await actionOf(event)
    const { indicator: asked } = event.params
    const indicatorId = asked === 'new' ? null : partOf(sheet.indicators, asked).id
    const set = await setIndicator(contextOf(event.locals), sheet.id, indicatorId, form.values)
    if (!isRefusal(set)) redirect(303, `/actions/${sheet.id}?done=indicator#indicators`)
    if (set.refused !== 'actions.changed_meanwhile') return again(form.given, [set])
    const stands = givenBy(partOf((await actionOf(event)).sheet.indicators, asked))
    return merge(form.given, stands, stands.corrects!)
  },
  withdraw: async (event) => {
    const { sheet } = await actionOf(event)
    const { id } = partOf(sheet.indicators, event.params.indicator)
    const withdrawn = await withdrawIndicator(contextOf(event.locals), sheet.id, id)
    if (isRefusal(withdrawn)) return again({}, [withdrawn])
    redirect(303, `/actions/${sheet.id}?done=withdrawn`)
  }
}
