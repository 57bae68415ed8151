/** What the addressee said of a recommendation, where the document states it. */
export type Position = 'supported' | 'noted' | 'pending'

/**
 * The position that a paragraph gives to the recommendations it introduces, null when it gives none. The wordings are
 * those of the reports of the Universal Periodic Review since 2008 ("enjoy the support of", "did not enjoy the
 * support of", "will be examined by"); support that is denied is told as noted, as Council resolution 5/1 has it.
 */
export function positionIn(paragraph: string): Position | null {
  const text = paragraph.replace(/\s+/g, ' ')
  // Denials come first: they hold the same words as support.
  if (DENIED.test(text)) return 'noted'
  // "notes the following recommendations and will provide responses": an answer to come is no answer.
  if (TO_COME.test(text)) return 'pending'
  if (GIVEN.test(text)) return 'supported'
  if (NOTED.test(text)) return 'noted'
  return null
}

const NOT = "(?:not|n[o’']t|neither|unable to|never)"
const DENIED = new RegExp(
  [
    `\\b${NOT}\\b[^.;:]{0,40}\\b(?:enjoy|support|supported|accept|accepted|endorse|endorsed|acceptable|agree)\\b`,
    '\\bcannot (?:be )?(?:support|accept|enjoy|endorse|agree|implement)\\w*',
    '\\b(?:rejects?|rejected|refused?|declined?)\\b',
    '\\bunacceptable\\b'
  ].join('|'),
  'i'
)
const TO_COME = new RegExp(
  [
    '\\b(?:will|would|shall|to) be (?:further )?(?:examined|considered|studied|reviewed|analysed|analyzed)\\b',
    '\\bwill (?:provide|give|submit|present|examine|consider|study|respond)\\b',
    '\\b(?:are|is|being|remain) (?:still )?(?:pending|under (?:consideration|examination|review))\\b',
    '\\b(?:the |its )?(?:responses?|repl(?:y|ies)) (?:of|by|from)\\b.*\\bwill be\\b',
    '\\bresponses?\\b[^.]*\\bin due (?:time|course)\\b',
    '\\bwill be included in the outcome\\b'
  ].join('|'),
  'i'
)
const GIVEN =
  /\benjoys? (?:the |its |their |full )*support\b|\b(?:are|were|been|is|was|be) (?:fully )?(?:supported|accepted|endorsed)\b|\b(?:supports?|accepts?|accepted|endorses?|agrees? (?:to|with)) (?:all )?(?:the |these |those |following )|\bmeets? with the support\b|\balready (?:been )?implemented\b/i
const NOTED =
  /\b(?:are|were|been|is|was|be|has|have|takes?|took) (?:also )?(?:noted?|note of)\b|\bnotes? the (?:following|recommendations?)\b/i
