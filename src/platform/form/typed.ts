/** The number of something, as addresses and forms write it: 12; null where that is none. */
export function idIn(given: string): number | null {
  return /^[1-9]\d{0,14}$/.test(given) ? Number(given) : null
}

/** What was typed as a list, "AHRD7-R3, AHRD7-R5": each once, in the order given. */
export function listIn(typed: string): string[] {
  return [...new Set(typed.split(/[\s,;]+/).filter(Boolean))]
}
