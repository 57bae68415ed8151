import { holds } from './actor.ts'
import type { Policy, Rule } from './authorisation.ts'

const secretariatOnly: Rule = ({ actor, on }) => actor.kind === 'system' || holds(actor, 'secretariat', on)

export const policy: Policy = {
  'people.invite': secretariatOnly,
  'people.grant-mandate': secretariatOnly,
  'people.end-mandate': secretariatOnly,
  'people.read-audit': secretariatOnly
}
