import { error } from '@sveltejs/kit'
import { membersOn } from '#areas/bodies/public-store.server.ts'
import { adoptionsOf, articlesOf, instrumentById, textLanguages } from '#areas/instruments/public-store.server.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load({ params, url, locals }) {
  const db = database()
  const instrument = await instrumentById(db, params.id)
  if (!instrument) error(404, 'no such instrument')
  const [languages, adoptions, members] = await Promise.all([
    textLanguages(db, instrument.id),
    adoptionsOf(db, instrument.id),
    membersOn(db, dayOf(locals.now))
  ])
  // The language asked for, else the reader's own, else English, else whichever there is.
  const has = (locale: string | null) => languages.some((language) => language.locale === locale)
  const chosen = [url.searchParams.get('text'), locals.locale, 'en'].find(has) ?? languages[0]?.locale ?? 'en'
  const later = members.filter(({ id }) => adoptions.length > 0 && !adoptions.some((adoption) => adoption.id === id))
  const mayImport = !authorise(POLICY, 'instruments.import-text', { actor: locals.actor, on: dayOf(locals.now) })
  const articles = await articlesOf(db, instrument.id, chosen)
  return { instrument, languages, chosen, adoptions, later, articles, mayImport }
}
