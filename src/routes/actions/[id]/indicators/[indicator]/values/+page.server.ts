import { fail, redirect } from '@sveltejs/kit'
import { valueForm, withdrawForm } from '#areas/actions/forms.ts'
import { recordValue, withdrawValue } from '#areas/actions/indicator-actions.server.ts'
import { actionOf, ownActionOf, partOf } from '#areas/actions/page.server.ts'
import { standingValues } from '#areas/actions/status.ts'
import { contextOf } from '#areas/people/door.server.ts'
import { idIn } from '#platform/form/typed.ts'
import { readForm, type Given } from '#platform/form/form.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sheet, today } = await ownActionOf(event, 'actions.record-value')
  const indicator = partOf(sheet.indicators, event.params.indicator)
  const corrects = idIn(event.url.searchParams.get('corrects') ?? '')
  const before = indicator.values.find(({ id }) => id === corrects)
  const given: Given = before
    ? {
        value: String(before.value),
        observedOn: before.observedOn,
        source: before.source,
        sourceUrl: before.sourceUrl ?? '',
        corrects: String(before.id)
      }
    : {}
  return { id: sheet.id, today, indicator, values: standingValues(indicator, today), given }
}

export const actions: Actions = {
  record: async (event) => {
    const form = readForm(valueForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: form.given, faults: form.faults })
    const { sheet } = await actionOf(event)
    const { id } = partOf(sheet.indicators, event.params.indicator)
    const recorded = await recordValue(contextOf(event.locals), sheet.id, id, form.values)
    if (isRefusal(recorded)) return fail(400, { given: form.given, faults: [recorded] })
    redirect(303, `/actions/${sheet.id}?done=value#indicators`)
  },
  withdraw: async (event) => {
    const form = readForm(withdrawForm, await event.request.formData())
    if (!form.ok) return fail(400, { given: {}, faults: form.faults })
    const { sheet } = await actionOf(event)
    const { id } = partOf(sheet.indicators, event.params.indicator)
    const withdrawn = await withdrawValue(contextOf(event.locals), sheet.id, id, form.values.id)
    if (isRefusal(withdrawn)) return fail(400, { given: {}, faults: [withdrawn] })
    redirect(303, `/actions/${sheet.id}?done=withdrawn`)
  }
}
