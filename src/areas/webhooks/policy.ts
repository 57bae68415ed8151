import type { Policy } from '#areas/people/authorisation.ts'
import { secretariatOnly, secretariatOrHall } from '#areas/people/rules.ts'

export const policy: Policy = {
  'webhooks.read': secretariatOnly,
  'webhooks.add': secretariatOnly,
  'webhooks.change': secretariatOnly,
  'webhooks.renew-secret': secretariatOnly,
  // The hall itself pauses a receiver that fails for days.
  'webhooks.pause': secretariatOrHall,
  'webhooks.resume': secretariatOnly,
  'webhooks.end': secretariatOnly,
  'webhooks.send-test': secretariatOnly,
  'webhooks.send-again': secretariatOnly
}
