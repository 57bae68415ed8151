import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface OpenIdProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** who has signed in at the provider, whoever asks */
  person: { readonly sub: string; readonly email: string; readonly email_verified: boolean; readonly name: string }
  close(): Promise<void>
}

/**
 * An OpenID provider on loopback that knows one person and asks nothing: discovery, authorisation code with PKCE, signed
 * identity token, user information (OpenID Connect Core 1.0).
 */
export async function openIdProvider(): Promise<OpenIdProvider> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { nonce: string | null; challenge: string | null }>()
  const clientId = 'balai-test'
  const clientSecret = randomBytes(12).toString('hex')
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: OpenIdProvider = {
    issuer,
    clientId,
    clientSecret,
    person: { sub: 'person-1', email: 'nobody@example.org', email_verified: true, name: 'Nobody' },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }

  function json(response: ServerResponse, body: unknown, status = 200): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  function signed(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const words = `${part({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${part(claims)}`
    return `${words}.${createSign('RSA-SHA256').update(words).sign(privateKey, 'base64url')}`
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, issuer)
    if (pathname === '/.well-known/openid-configuration') {
      json(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256']
      })
    } else if (pathname === '/authorize') {
      const code = randomBytes(9).toString('hex')
      codes.set(code, { nonce: searchParams.get('nonce'), challenge: searchParams.get('code_challenge') })
      const back = new URL(searchParams.get('redirect_uri')!)
      back.searchParams.set('code', code)
      back.searchParams.set('state', searchParams.get('state')!)
      response.writeHead(302, { location: back.href }).end()
    } else if (pathname === '/token') {
      const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
      const known = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      if (!known?.challenge || !form.get('code_verifier')) return json(response, { error: 'invalid_grant' }, 400)
      const now = Math.floor(Date.now() / 1000)
      const claims = { iss: issuer, aud: clientId, iat: now, exp: now + 60, ...provider.person }
      json(response, {
        access_token: randomBytes(9).toString('hex'),
        token_type: 'Bearer',
        expires_in: 60,
        id_token: signed({ ...claims, ...(known.nonce && { nonce: known.nonce }) })
      })
    } else if (pathname === '/userinfo') json(response, provider.person)
    else if (pathname === '/keys') {
      json(response, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] })
    } else json(response, {}, 404)
  }
  return provider
}
