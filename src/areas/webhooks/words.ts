import type { MessageKey } from '#platform/i18n/keys.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { EventKind } from './events.ts'
import type { Outcome } from './receiving.ts'

/** The longest that a receiver may take, as it is told to people. */
export const LONGEST_ANSWER_s = 10

/** Receivers refuse messages that were signed longer ago, or further ahead, than this. */
export const REPLAY_WINDOW_minutes = 5

type Replaced<Text extends string, Sign extends string> = Text extends `${infer Head}${Sign}${infer Tail}`
  ? `${Head}_${Replaced<Tail, Sign>}`
  : Text
type Underscored<Text extends string> = Replaced<Replaced<Text, '.'>, '-'>

function underscored<Text extends string>(text: Text): Underscored<Text> {
  return text.replace(/[.-]/g, '_') as Underscored<Text>
}

export function kindKey(kind: EventKind): MessageKey {
  return `webhooks.kind_${underscored(kind)}`
}

export function outcomeWords(outcome: Outcome, t: Translator): string {
  return t(`webhooks.outcome_${underscored(outcome)}`, { seconds: LONGEST_ANSWER_s })
}
