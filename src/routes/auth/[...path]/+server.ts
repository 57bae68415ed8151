import { error } from '@sveltejs/kit'
import { auth, CLIENT_HEADER } from '#areas/people/auth.server.ts'
import type { RequestHandler } from './$types'

// Only what a browser must ask by itself: a passkey's challenge and answer, and the way back from an OpenID Connect
// provider. Everything else goes through the forms.
const OPEN = new Set([
  'GET passkey/generate-authenticate-options',
  'POST passkey/verify-authentication',
  'GET passkey/generate-register-options',
  'POST passkey/verify-registration',
  'GET oauth2/callback/oidc',
  'GET callback/oidc'
])

const answer: RequestHandler = async ({ request, params, getClientAddress }) => {
  if (!OPEN.has(`${request.method} ${params.path}`)) error(404)
  const asked = new Request(request)
  asked.headers.set(CLIENT_HEADER, getClientAddress())
  return auth().handler(asked)
}

export const GET = answer
export const POST = answer
