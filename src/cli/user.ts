import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { endForm, grantForm, inviteForm } from '#areas/people/account-forms.ts'
import { endMandate, grantMandate, invite } from '#areas/people/actions.server.ts'
import { firstSecretariatLink } from '#areas/people/opening.server.ts'
import { accountByEmail, listAccounts, mandatesOfMany } from '#areas/people/store.server.ts'
import { systemClock, dayOf } from '#platform/clock/clock.ts'
import { openDatabase } from '#platform/db/open.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { idIn } from '#platform/form/typed.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { readSettings } from '#platform/settings.ts'

export const usage = 'user list | link | invite | grant | end    people and their mandates; "user" alone tells how'

const HOW = `Usage:
  bin/balai user list                     everybody, with their mandates and the mandates' numbers
  bin/balai user link                     a one-time link that makes a secretariat account
  bin/balai user invite EMAIL --name NAME --role ROLE --reason WHY [--locale en]
  bin/balai user grant EMAIL --role ROLE --reason WHY
  bin/balai user end MANDATE --reason WHY [--until DAY]

A mandate takes also --body ID, --duty main|alternate|validating, --since DAY (today) and --until DAY (the first day on
which it is no longer held). Roles: secretariat, chair, representative, focal-point, nhri, cso, observer.`

const OPTIONS = {
  name: { type: 'string' },
  role: { type: 'string' },
  body: { type: 'string' },
  duty: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  reason: { type: 'string' },
  locale: { type: 'string' }
} as const

type Said = Readonly<Partial<Record<keyof typeof OPTIONS, string>>>

interface Asked {
  readonly db: Kysely<Database>
  readonly now: Date
  /** what stands after the command's own name, without the options */
  readonly whom: string
  readonly said: Said
}

type Command = (asked: Asked) => Promise<string | Refusal>

const COMMANDS: Readonly<Record<string, { readonly named: boolean; readonly run: Command }>> = {
  list: { named: false, run: everybody },
  link: { named: false, run: ({ db, now }) => firstSecretariatLink(db, readSettings().origin, now) },
  invite: { named: true, run: inviteSomebody },
  grant: { named: true, run: grantOffice },
  end: { named: true, run: endOffice }
}

const t = translatorOf('en')
const COMMAND_LINE = { kind: 'system', name: 'bin/balai' } as const

/** What the secretariat does on its pages, for the operator: same rules, same audit. Returns the exit code. */
export async function run([name, ...rest]: string[]): Promise<number> {
  const command = name === undefined ? undefined : COMMANDS[name]
  const given = command && parsed(rest)
  if (!command || !given || given.positionals.length !== (command.named ? 1 : 0)) {
    console.error(HOW)
    return 2
  }
  const { db, close } = await openDatabase()
  try {
    const [whom = ''] = given.positionals
    const told = await command.run({ db, now: systemClock(), whom, said: given.values })
    if (!isRefusal(told)) {
      console.log(told)
      return 0
    }
    console.error(t.dynamic(told.refused, told.values))
    return 1
  } finally {
    await close()
  }
}

function parsed(args: string[]): { positionals: string[]; values: Said } | undefined {
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return undefined
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> | Refusal {
  const read = schema.safeParse(given)
  return read.success ? read.data : refuse(read.error.issues[0]!.message)
}

function officeOf({ now, said }: Asked): Record<string, unknown> {
  return { since: dayOf(now), ...said, bodyId: said.body }
}

async function everybody({ db, now }: Asked): Promise<string> {
  const lines: string[] = []
  for (let page = 1; ; page++) {
    const { people } = await listAccounts(db, { words: '', role: null, on: dayOf(now), page })
    if (people.length === 0) return lines.join('\n')
    const mandates = await mandatesOfMany(
      db,
      people.map(({ id }) => id)
    )
    for (const { id, name, email } of people) {
      const offices = mandates
        .filter(({ accountId }) => accountId === id)
        .map((held) => `${held.id}: ${[held.role, held.duty, held.bodyId].filter(Boolean).join(' ')}`)
      lines.push(`${email}\t${name}\t${offices.join('; ')}`)
    }
  }
}

async function inviteSomebody(asked: Asked): Promise<string | Refusal> {
  const form = checked(inviteForm, { locale: 'en', ...officeOf(asked), email: asked.whom })
  if (isRefusal(form)) return form
  const { name, email, locale, ...grant } = form
  const context = { db: asked.db, actor: COMMAND_LINE, now: asked.now }
  const invited = await invite(context, readSettings().origin, { name, email, locale, grant })
  return isRefusal(invited) ? invited : invited.link
}

async function grantOffice(asked: Asked): Promise<string | Refusal> {
  const grant = checked(grantForm, officeOf(asked))
  if (isRefusal(grant)) return grant
  const account = await accountByEmail(asked.db, asked.whom.toLowerCase())
  if (!account) return refuse('people.account_missing')
  const granted = await grantMandate({ db: asked.db, actor: COMMAND_LINE, now: asked.now }, account.id, grant)
  return isRefusal(granted) ? granted : `Mandate ${granted.id} is granted to ${account.name}.`
}

async function endOffice(asked: Asked): Promise<string | Refusal> {
  const end = checked(endForm, { until: dayOf(asked.now), ...asked.said })
  if (isRefusal(end)) return end
  // A number that is no mandate's, or no number, names none.
  const id = idIn(asked.whom) ?? 0
  const ended = await endMandate({ db: asked.db, actor: COMMAND_LINE, now: asked.now }, id, end)
  return isRefusal(ended) ? ended : `Mandate ${id} ends: ${end.until} is the first day on which it is no longer held.`
}
