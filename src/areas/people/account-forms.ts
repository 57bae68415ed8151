import { z } from 'zod'
import { dayField } from '#platform/form/day.ts'
import { isLocale } from '#platform/i18n/locales.ts'
import { DUTIES, ROLES } from './mandate.ts'

// What the forms of this area take. Messages are message keys.

const LONGEST_NAME = 120

const personName = z
  .string('people.name_missing')
  .trim()
  .min(1, 'people.name_missing')
  .max(LONGEST_NAME, 'people.name_too_long')

const emailAddress = z
  .string('people.email_missing')
  .trim()
  .toLowerCase()
  .min(1, 'people.email_missing')
  .pipe(z.email('people.email_wrong'))

const present = (key: string) => z.string(key).min(1, key)

const day = (key: string) => z.string(key).trim().pipe(dayField(key))

const emptyIsNull = (value: unknown) => (value === undefined || value === '' ? null : value)

export const signInForm = z.object({ email: emailAddress, password: present('people.password_missing') })

/** The six digits as people type them, with or without a space, or a recovery code. */
export const secondStepForm = z.object({
  code: present('people.code_missing').transform((code) => code.replace(/\s/g, '')),
  way: z.enum(['totp', 'recovery']).catch('totp')
})

export const forgottenForm = z.object({ email: emailAddress })

export const newPasswordForm = z.object({ password: present('people.password_missing') })

export const invitationForm = z.object({
  name: personName,
  email: emailAddress.optional(),
  password: present('people.password_missing')
})

export const profileForm = z.object({
  name: personName,
  locale: z.string('people.language_wrong').refine(isLocale, 'people.language_wrong'),
  timeZone: z.string('people.time_zone_wrong').refine(isTimeZone, 'people.time_zone_wrong')
})

export const changePasswordForm = z.object({
  current: present('people.current_password_missing'),
  password: present('people.password_missing')
})

export const grantForm = z.object({
  role: z.enum(ROLES as [(typeof ROLES)[number]], 'people.role_missing'),
  bodyId: z.preprocess(emptyIsNull, z.string().nullable()),
  duty: z.preprocess(emptyIsNull, z.enum(DUTIES as [(typeof DUTIES)[number]]).nullable()),
  since: day('people.since_wrong'),
  until: z.preprocess(emptyIsNull, day('people.until_wrong').nullable()),
  reason: z.string('people.reason_missing').trim().min(1, 'people.reason_missing').max(500, 'people.reason_too_long')
})

export const inviteForm = grantForm.extend({
  name: personName,
  email: emailAddress,
  locale: z.string().refine(isLocale, 'people.language_wrong')
})

export const endForm = z.object({
  until: day('people.until_wrong'),
  reason: z
    .string('people.end_reason_missing')
    .trim()
    .min(1, 'people.end_reason_missing')
    .max(500, 'people.reason_too_long')
})

export const withdrawForm = endForm.pick({ reason: true })

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The time zones of the members' capitals, and UTC. */
export const TIME_ZONES = [
  'Asia/Jakarta',
  'Asia/Bangkok',
  'Asia/Brunei',
  'Asia/Dili',
  'Asia/Ho_Chi_Minh',
  'Asia/Kuala_Lumpur',
  'Asia/Makassar',
  'Asia/Jayapura',
  'Asia/Manila',
  'Asia/Phnom_Penh',
  'Asia/Singapore',
  'Asia/Vientiane',
  'Asia/Yangon',
  'UTC'
] as const
