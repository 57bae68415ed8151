import { error } from '@sveltejs/kit'
import { changeOwnAccount } from '#areas/people/actions.server.ts'
import { auth, CLIENT_HEADER } from '#areas/people/auth.server.ts'
import { contextOf } from '#areas/people/door.server.ts'
import type { RequestHandler } from './$types'

// Only what a browser must ask by itself: a passkey's challenge and answer, and the way back from an OpenID Connect
// provider. Everything else goes through the forms.
const ADD_PASSKEY = 'POST passkey/verify-registration'
const OPEN = new Set([
  'GET passkey/generate-authenticate-options',
  'POST passkey/verify-authentication',
  'GET passkey/generate-register-options',
  ADD_PASSKEY,
  'GET callback/oidc'
])

const answer: RequestHandler = async ({ request, params, locals, getClientAddress }) => {
  const asked = `${request.method} ${params.path}`
  if (!OPEN.has(asked)) error(404)
  const forwarded = new Request(request)
  forwarded.headers.set(CLIENT_HEADER, getClientAddress())
  const response = await auth().handler(forwarded)
  if (asked === ADD_PASSKEY && response.ok && locals.actor.kind === 'account') {
    await changeOwnAccount(contextOf(locals), locals.actor.id, 'passkey-added', async () => null)
  }
  return response
}

export const GET = answer
export const POST = answer
