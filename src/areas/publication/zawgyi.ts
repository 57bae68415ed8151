/**
 * Burmese typed in Zawgyi: the same code points as Unicode in another order and with other meanings, so that it looks
 * right on a phone with the old font and is found nowhere. Signs that Unicode Burmese never shows:
 * - the vowel sign e (U+1031) before its consonant instead of after it, or at the start of a word;
 * - a medial (U+103B in Zawgyi is the encircling ya-pin) before its consonant;
 * - U+1039, Unicode's invisible stacker, with no consonant after it: in Zawgyi it is the visible killer;
 * - the ranges U+1060-1097, Zawgyi's stacked and narrow forms, directly after Burmese consonants.
 */
const CONSONANT = '\\u1000-\\u1021\\u103f'
// The signs are single code points, combining ones among them, on purpose.
/* eslint-disable no-misleading-character-class */
const SIGNS: readonly RegExp[] = [
  new RegExp(`(?:^|[^${CONSONANT}\\u1039\\u103a-\\u103e\\u1050-\\u109f])\\u1031[${CONSONANT}]`, 'gu'),
  new RegExp(`(?:^|[^${CONSONANT}\\u1039-\\u103e\\u1031])[\\u103b\\u103c\\u107e-\\u1084][${CONSONANT}]`, 'gu'),
  new RegExp(`\\u1039(?![${CONSONANT}])`, 'gu'),
  new RegExp(`[${CONSONANT}\\u1031][\\u1060-\\u107d\\u1085-\\u1097]`, 'gu')
]
/* eslint-enable no-misleading-character-class */

/** Whether a text is Burmese in Zawgyi. Unicode text has none of the signs, but a typing slip can make one. */
export function isZawgyi(text: string): boolean {
  const burmese = text.match(/[\u1000-\u109f]/gu)?.length ?? 0
  if (burmese === 0) return false
  const signs = SIGNS.reduce((sum, sign) => sum + (text.match(sign)?.length ?? 0), 0)
  return signs > 0 && signs * 40 >= burmese
}
