import type { MessageKey } from '#platform/i18n/keys.ts'
import type { Translator } from '#platform/i18n/translator.ts'
import type { EventKind } from './event-kinds.ts'
import { LONGEST_ANSWER_s, type Outcome } from './receiving.ts'

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
