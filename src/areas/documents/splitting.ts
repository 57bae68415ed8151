const LEAST_characters = 12

/**
 * Where a text most likely divides: behind a semicolon, or before an "and" that a verb at the beginning of a
 * recommendation follows. The whole text alone where nothing divides it; a person decides.
 */
export function suggestedParts(text: string): string[] {
  const parts = text
    .split(
      /;\s+(?:and\s+)?|,?\s+and\s+(?=(?:to\s+)?(?:ratify|accede|adopt|ensure|take|continue|strengthen|abolish|amend|establish|implement|promote|protect|consider|increase|provide|improve|review|enact|sign|withdraw|allow|end|repeal|develop|guarantee|enhance|step up)\b)/i
    )
    .map((part) => part.trim())
  return parts.length > 1 && parts.every((part) => part.length >= LEAST_characters) ? parts : [text]
}
