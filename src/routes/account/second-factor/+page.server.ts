import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { z } from 'zod'
import { changeOwnAccount, type AccountChange } from '#areas/people/actions.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { qrPath } from '#areas/people/qr.ts'
import { askAuth, type Answer } from '#areas/people/session.server.ts'
import { accountById } from '#areas/people/store.server.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

const passwordForm = z.object({
  password: z.string('people.current_password_missing').min(1, 'people.current_password_missing')
})
const codeForm = z.object({
  code: z
    .string('people.code_missing')
    .transform((code) => code.replace(/\s/g, ''))
    .pipe(z.string().min(1, 'people.code_missing'))
})

function ownId(locals: App.Locals): string {
  return locals.actor.kind === 'account' ? locals.actor.id : ''
}

export const load: PageServerLoad = async (event) => {
  const accountId = ownId(event.locals)
  openTo(event, 'people.change-own-account', { accountId })
  return { on: (await accountById(database(), accountId))?.secondFactor ?? false }
}

function passwordRefusal(answer: Answer): Refusal {
  if (answer.status === 429) return refuse('people.too_often')
  return refuse('people.current_password_wrong', undefined, 'password')
}

async function withPassword(event: RequestEvent, what: AccountChange, path: string) {
  const form = readForm(passwordForm, await event.request.formData(), ['password'])
  if (!form.ok) return { faults: form.faults, answer: null }
  const asked: { answer: Answer | null } = { answer: null }
  const done = await changeOwnAccount(contextOf(event.locals), ownId(event.locals), what, async () => {
    asked.answer = await askAuth(event, path, form.values)
    return asked.answer.ok ? null : passwordRefusal(asked.answer)
  })
  return isRefusal(done) ? { faults: [done], answer: null } : { faults: [], answer: asked.answer }
}

/** What an authenticator needs, from the otpauth address: the key in groups of four, and the address as a QR code. */
function keyOf(address: string) {
  const key = new URL(address).searchParams.get('secret') ?? ''
  return { address, key: key.replace(/(.{4})(?=.)/g, '$1 '), qr: qrPath(address) }
}

export const actions: Actions = {
  // Nothing is on yet: the key becomes a second factor when a code made from it has been typed back.
  begin: async (event) => {
    const form = readForm(passwordForm, await event.request.formData(), ['password'])
    if (!form.ok) return fail(400, { faults: form.faults })
    const answer = await askAuth(event, '/two-factor/enable', form.values)
    if (!answer.ok) return fail(400, { faults: [passwordRefusal(answer)] })
    return { faults: [], key: keyOf(String(answer.body.totpURI)), codes: answer.body.backupCodes as string[] }
  },
  confirm: async (event) => {
    const data = await event.request.formData()
    const form = readForm(codeForm, data)
    const faults = form.ok ? [] : [...form.faults]
    if (form.ok) {
      const done = await changeOwnAccount(
        contextOf(event.locals),
        ownId(event.locals),
        'second-factor-on',
        async () => {
          const answer = await askAuth(event, '/two-factor/verify-totp', { code: form.values.code })
          if (answer.ok) return null
          return answer.status === 429
            ? refuse('people.too_often')
            : refuse('people.code_wrong_totp', undefined, 'code')
        }
      )
      if (!isRefusal(done)) redirect(303, '/account?done=second-factor-on')
      faults.push(done)
    }
    // The key and the codes travel with the form, so that a mistyped code loses nothing.
    const address = String(data.get('address') ?? '')
    if (!address.startsWith('otpauth://')) return fail(400, { faults })
    return fail(400, { faults, key: keyOf(address), codes: String(data.get('codes') ?? '').split(' ') })
  },
  off: async (event) => {
    const { faults } = await withPassword(event, 'second-factor-off', '/two-factor/disable')
    if (faults.length) return fail(400, { faults })
    redirect(303, '/account?done=second-factor-off')
  },
  codes: async (event) => {
    const { faults, answer } = await withPassword(event, 'recovery-codes', '/two-factor/generate-backup-codes')
    if (faults.length) return fail(400, { faults })
    return { faults: [], codes: answer?.body.backupCodes as string[] }
  }
}
