import type { Actor } from '#areas/people/actor.ts'
import type { Locale } from '#platform/i18n/locales.ts'

declare global {
  namespace App {
    interface Locals {
      /** who asks; a visitor when nobody is signed in */
      actor: Actor
      locale: Locale
      /** the moment the request came in: every rule of this request asks as of it */
      now: Date
    }
    interface Error {
      message: string
      /** what a person can quote to the secretariat */
      reference?: string
    }
  }
}
