/**
 * The beginning of a text that has room for so many letters, cut between words (also where a script has no spaces), with
 * the sign that it goes on. Lines become spaces.
 */
export function shortened(text: string, longest: number, locale: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  if (flat.length <= longest) return flat
  let cut = 0
  for (const { index, segment } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(flat)) {
    if (index + segment.length > longest - 1) break
    cut = index + segment.length
  }
  return `${flat.slice(0, cut || longest - 1).replace(/[\s,;:.–-]+$/, '')}…`
}
