import { holds } from '#areas/people/actor.ts'
import type { Policy, Rule } from '#areas/people/authorisation.ts'

const secretariatOnly: Rule = ({ actor, on }) => holds(actor, 'secretariat', on)

export const policy: Policy = {
  'webhooks.read': secretariatOnly,
  'webhooks.add': secretariatOnly,
  'webhooks.change': secretariatOnly,
  'webhooks.renew-secret': secretariatOnly,
  // The hall itself pauses a receiver that fails for days.
  'webhooks.pause': (asked) => asked.actor.kind === 'system' || secretariatOnly(asked),
  'webhooks.resume': secretariatOnly,
  'webhooks.end': secretariatOnly,
  'webhooks.send-test': secretariatOnly,
  'webhooks.send-again': secretariatOnly
}
