import { error } from '@sveltejs/kit'
import { nextPage } from '#areas/people/door.server.ts'
import { askAuth } from '#areas/people/session.server.ts'
import { readSettings } from '#platform/settings.ts'
import type { RequestHandler } from './$types'

/** Leaves for the provider that the operator chose. A plain answer: a form's redirect may not leave the hall. */
export const GET: RequestHandler = async (event) => {
  if (!readSettings().oidc) error(404)
  const answer = await askAuth(event, '/sign-in/social', {
    provider: 'oidc',
    callbackURL: nextPage(event.url.searchParams.get('next')),
    errorCallbackURL: '/sign-in',
    disableRedirect: true
  })
  if (!answer.ok || typeof answer.body.url !== 'string') error(502, 'people.provider_away')
  return new Response(null, { status: 303, headers: { location: answer.body.url } })
}
