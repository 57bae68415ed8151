import { join, resolve } from 'node:path'
import { z } from 'zod'

/** A setting that can't be used. The message says which one, what is wrong and how to mend it. */
export class SettingsError extends Error {}

/** The folder of the program: messages, migrations and samples are found from here, also by the built server. */
export function rootFolder(): string {
  return process.env.BALAI_ROOT ?? process.cwd()
}

const optionalText = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional()

function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))
}

const environment = z.object({
  BALAI_DATA: optionalText,
  DATABASE_URL: optionalText.refine((url) => !url || /^postgres(ql)?:\/\//.test(url), {
    message: 'must begin with postgres:// or postgresql://, as in postgres://balai:password@localhost:5432/balai'
  }),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number({ message: 'must be a whole number from 0 to 65535' })
    .int('must be a whole number from 0 to 65535')
    .min(0, 'must be a whole number from 0 to 65535')
    .max(65535, 'must be a whole number from 0 to 65535')
    .default(7100),
  ORIGIN: optionalText.refine((origin) => !origin || /^https?:\/\/[^/\s]+$/.test(origin), {
    message: 'must be the address people open, without a path, as in https://hall.example.org'
  }),
  BALAI_SECRET: optionalText.refine((secret) => !secret || secret.length >= 32, {
    message: 'must be at least 32 characters; make one with: openssl rand -base64 32'
  }),
  MAIL_URL: optionalText.refine((url) => !url || /^smtps?:\/\//.test(url), {
    message: 'must begin with smtp:// or smtps://, as in smtps://user:password@mail.example.org'
  }),
  MAIL_FROM: z.string().trim().default('Balai <balai@localhost>'),
  OIDC_ISSUER: optionalText.refine((url) => !url || /^https?:\/\//.test(url), {
    message: 'must be the https:// address of the provider'
  }),
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_NAME: z.string().trim().default('OpenID Connect'),
  BALAI_DEMONSTRATION_PUBLIC: optionalText.refine((answer) => !answer || answer === 'yes' || answer === 'no', {
    message: 'must be yes or no: yes lets everyone who reaches the demonstration sign in as any of its invented people'
  }),
  BALAI_CLOCK: optionalText.refine((moment) => !moment || isMoment(moment), {
    message:
      'must be a moment with its zone, as in 2026-03-02T09:00:00+07:00: the clock of a demonstration starts there'
  }),
  BEHIND_PROXY: optionalText.refine((answer) => !answer || answer === 'yes' || answer === 'no', {
    message: 'must be yes or no: yes takes the address of a visitor from X-Forwarded-For, which only a proxy may set'
  }),
  WEBHOOKS_TO_PRIVATE_NETWORKS: optionalText.refine((answer) => !answer || answer === 'yes' || answer === 'no', {
    message:
      'must be yes or no: yes lets the secretariat register receivers inside private networks (10.x, 192.168.x ...)'
  }),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      message: 'must be one of trace, debug, info, warn, error, silent'
    })
    .default('info')
})

export interface Settings {
  readonly dataFolder: string
  /** absent: the embedded PostgreSQL under the data folder */
  readonly databaseUrl?: string
  readonly host: string
  readonly port: number
  readonly origin: string
  /** signs sessions; absent: made once and kept in the data folder */
  readonly secret?: string
  readonly mailUrl?: string
  readonly mailFrom: string
  readonly oidc?: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
    readonly name: string
  }
  /** lets others than this machine sign in as the demonstration's cast */
  readonly demonstrationPublic: boolean
  /** where the clock of a demonstration starts; absent: it is right */
  readonly clock?: Date
  /** a reverse proxy stands before the hall and says in X-Forwarded-For who asks */
  readonly behindProxy: boolean
  /** webhooks may go to addresses inside private networks */
  readonly webhooksToPrivateNetworks: boolean
  readonly logLevel: string
}

/** Reads every setting in one place. Throws a SettingsError that names each wrong one and how to mend it. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const read = environment.safeParse(env)
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`)
    throw new SettingsError(`The hall was not opened, because of its settings:\n  ${faults.join('\n  ')}`)
  }
  const given = read.data
  const oidcGiven = [given.OIDC_ISSUER, given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET]
  if (oidcGiven.some(Boolean) && !oidcGiven.every(Boolean)) {
    throw new SettingsError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three, or none.')
  }
  return {
    dataFolder: resolve(given.BALAI_DATA ?? join(rootFolder(), 'data')),
    ...(given.DATABASE_URL && { databaseUrl: given.DATABASE_URL }),
    host: given.HOST,
    port: given.PORT,
    origin:
      given.ORIGIN ??
      `http://${given.HOST === '0.0.0.0' || given.HOST === '127.0.0.1' ? 'localhost' : given.HOST}:${given.PORT}`,
    ...(given.BALAI_SECRET && { secret: given.BALAI_SECRET }),
    ...(given.MAIL_URL && { mailUrl: given.MAIL_URL }),
    mailFrom: given.MAIL_FROM,
    ...(given.OIDC_ISSUER && {
      oidc: {
        issuer: given.OIDC_ISSUER,
        clientId: given.OIDC_CLIENT_ID!,
        clientSecret: given.OIDC_CLIENT_SECRET!,
        name: given.OIDC_NAME
      }
    }),
    demonstrationPublic: given.BALAI_DEMONSTRATION_PUBLIC === 'yes',
    ...(given.BALAI_CLOCK && { clock: new Date(given.BALAI_CLOCK) }),
    behindProxy: given.BEHIND_PROXY === 'yes',
    webhooksToPrivateNetworks: given.WEBHOOKS_TO_PRIVATE_NETWORKS === 'yes',
    logLevel: given.LOG_LEVEL
  }
}
