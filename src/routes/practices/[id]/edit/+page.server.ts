import { error, redirect } from '@sveltejs/kit'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { changePractice } from '#areas/practices/actions.server.ts'
import { givenBy } from '#areas/practices/fields.ts'
import { changeForm, joined } from '#areas/practices/forms.ts'
import { articleChoices, practiceBody, wordingsOf } from '#areas/practices/store.server.ts'
import { standingWording } from '#areas/practices/practice.ts'
import { themes } from '#areas/recommendations/theme-store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { again, merge } from '#platform/form/again.ts'
import { readForm } from '#platform/form/form.ts'
import { idAt } from '#platform/http/address.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

async function standing(id: number) {
  const wordings = (await wordingsOf(database(), id)).map((one) => ({ ...one, id: one.wordingId, practiceId: one.id }))
  return standingWording(wordings)
}

export const load: PageServerLoad = async (event) => {
  const db = database()
  const id = idAt(event.params.id)
  const body = await practiceBody(db, id)
  const practice = body && (await standing(id))
  if (!body || !practice) error(404, 'no such practice')
  openTo(event, 'practices.change', body)
  if (practice.withdrawnAt) redirect(303, `/practices/${id}`)
  return {
    id,
    title: practice.title,
    lang: practice.locale,
    given: givenBy({ ...practice, id }),
    themes: await themes(db),
    articles: await articleChoices(db)
  }
}

export const actions: Actions = {
  default: async (event) => {
    const id = idAt(event.params.id)
    const form = readForm(changeForm, joined(await event.request.formData(), ['themes', 'articles']))
    if (!form.ok) return again(form.given, form.faults)
    const { corrects, ...practice } = form.values
    const changed = await changePractice(contextOf(event.locals), id, corrects, practice)
    if (!isRefusal(changed)) redirect(303, `/practices/${id}?done=changed`)
    const meanwhile = changed.refused === 'practices.changed_meanwhile' ? await standing(id) : undefined
    if (!meanwhile) return again(form.given, [changed])
    const stands = givenBy({ ...meanwhile, id })
    return merge(form.given, stands, stands.corrects!)
  }
}
