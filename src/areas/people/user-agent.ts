/** A browser and its system as people know them, from a User-Agent header: enough to recognise one's own sessions. */
export function deviceName(userAgent: string | null): string | null {
  if (!userAgent) return null
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['SamsungBrowser/', 'Samsung Internet'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari']
  ].find(([mark]) => userAgent.includes(mark!))?.[1]
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS X', 'macOS'],
    ['Linux', 'Linux']
  ].find(([mark]) => userAgent.includes(mark!))?.[1]
  return [browser, system].filter(Boolean).join(', ') || null
}
