import { randomUUID } from 'node:crypto'
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { database } from '#platform/db/connect.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { logger } from '#platform/log/logger.server.ts'
import { readSettings, type Settings } from '#platform/settings.ts'
import { recordSignIn, type SignInWay } from './actions.server.ts'
import { mailNewPassword } from './mail.server.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.ts'
import { sessionSecret } from './secret.server.ts'

/** Where better-auth answers. Only the addresses that a browser's own script needs are open (routes/auth). */
export const AUTH_PATH = '/auth'
export const COOKIE_PREFIX = 'balai'
/** Set by the server alone, from the connection: what a browser sends under this name is thrown away. */
export const CLIENT_HEADER = 'x-balai-client'

const A_DAY_s = 60 * 60 * 24

/** The addresses of better-auth that open a session. Sessions opened by the hall have audit rows of their own. */
const WAYS: readonly (readonly [path: string, way: SignInWay])[] = [
  ['/sign-in/email', 'password'],
  ['/two-factor/verify-totp', 'second-factor'],
  ['/two-factor/verify-backup-code', 'recovery-code'],
  ['/passkey/verify-authentication', 'passkey'],
  ['/callback/', 'oidc']
]

const WHEN = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/**
 * A session for an account whose way of proving itself lies outside better-auth: a member of the demonstration's cast,
 * or someone who has this moment accepted an invitation. Reachable from the server's code alone: routes/auth doesn't
 * open it.
 */
function sessionByTheHall() {
  return {
    id: 'session-by-the-hall',
    endpoints: {
      openSession: createAuthEndpoint(
        '/hall/open-session',
        { method: 'POST', body: z.object({ accountId: z.string() }) },
        async (context) => {
          const found = await context.context.internalAdapter.findUserById(context.body.accountId)
          if (!found) throw context.error('NOT_FOUND')
          const session = await context.context.internalAdapter.createSession(found.id)
          await setSessionCookie(context, { session, user: found })
          return context.json({ opened: true })
        }
      )
    }
  }
}

/** better-auth on our tables. Pure in its settings, so that a test can have its own. */
export function createAuth(db: Kysely<Database>, settings: Settings, secret: string) {
  const origin = new URL(settings.origin)
  return betterAuth({
    appName: 'Balai',
    baseURL: settings.origin,
    basePath: AUTH_PATH,
    secret,
    database: { db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    logger: {
      // Never its arguments: they can hold what a person typed.
      log: (level, message) => logger()[level === 'error' ? 'error' : level === 'warn' ? 'warn' : 'debug'](message)
    },
    trustedOrigins: [settings.origin],
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: origin.protocol === 'https:',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_HEADER] },
      database: { generateId: () => randomUUID() }
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * 60,
      sendResetPassword: ({ user, token }) =>
        mailNewPassword(db, user.id, `${settings.origin}/sign-in/new-password/${token}`)
    },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_verified', ...WHEN },
      additionalFields: {
        locale: { type: 'string', defaultValue: 'en', input: false },
        timeZone: { type: 'string', fieldName: 'time_zone', defaultValue: 'Asia/Jakarta', input: false }
      }
    },
    session: {
      modelName: 'account_session',
      fields: {
        userId: 'account_id',
        userAgent: 'user_agent',
        ipAddress: 'ip_address',
        expiresAt: 'expires_at',
        ...WHEN
      },
      expiresIn: 7 * A_DAY_s,
      updateAge: A_DAY_s,
      freshAge: A_DAY_s
    },
    account: {
      modelName: 'account_credential',
      fields: {
        userId: 'account_id',
        providerId: 'provider_id',
        accountId: 'provider_account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...WHEN
      },
      // The operator chose this provider by settings: an address it has verified is that of an invited person.
      accountLinking: { enabled: true, trustedProviders: ['oidc'] }
    },
    verification: {
      modelName: 'account_verification',
      fields: { expiresAt: 'expires_at', ...WHEN },
      storeIdentifier: 'hashed'
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rate_limit',
      fields: { lastRequest: 'last_request' },
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/request-password-reset': { window: 300, max: 5 },
        '/get-session': false,
        '/hall/*': false
      }
    },
    databaseHooks: {
      // Rate limits look at the address of the moment; nothing keeps it.
      session: {
        create: {
          before: async (session) => ({ data: { ...session, ipAddress: null } }),
          after: async (session, context) => {
            const way = WAYS.find(([path]) => context?.path.startsWith(path))?.[1]
            if (way) await recordSignIn(db, session.userId, way, session.createdAt)
          }
        }
      }
    },
    plugins: [
      twoFactor({
        issuer: 'Balai',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'account_second_factor',
            fields: {
              userId: 'account_id',
              backupCodes: 'recovery_codes',
              failedVerificationCount: 'failed_verifications',
              lockedUntil: 'locked_until'
            }
          }
        }
      }),
      passkey({
        rpID: origin.hostname,
        rpName: 'Balai',
        origin: settings.origin,
        schema: {
          passkey: {
            modelName: 'account_passkey',
            fields: {
              userId: 'account_id',
              publicKey: 'public_key',
              credentialID: 'credential_id',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at'
            }
          }
        }
      }),
      genericOAuth({
        config: settings.oidc
          ? [
              {
                providerId: 'oidc',
                clientId: settings.oidc.clientId,
                clientSecret: settings.oidc.clientSecret,
                discoveryUrl: `${settings.oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                scopes: ['openid', 'email', 'profile'],
                pkce: true,
                disableSignUp: true,
                disableImplicitSignUp: true
              }
            ]
          : []
      }),
      sessionByTheHall()
    ]
  })
}

export type Auth = ReturnType<typeof createAuth>

let held: Auth | undefined

/** The hall's own, on its database and settings. */
export function auth(): Auth {
  if (!held) {
    const settings = readSettings()
    held = createAuth(database(), settings, sessionSecret(settings))
  }
  return held
}
