/** An instrument that a text mentions, with the articles it mentions of it. */
export interface InstrumentMention {
  readonly id: string
  readonly articles: readonly string[]
}

/** Names and acronyms of the instruments that recommendations mention, the longer and narrower before the wider. */
const instruments: readonly (readonly [id: string, names: RegExp])[] = [
  [
    'iccpr-op2',
    /\bsecond optional protocol to (?:the )?(?:ICCPR|international covenant on civil and political rights)|\b(?:ICCPR-?\s?OP-?\s?2|OP-?\s?2-?ICCPR)\b/gi
  ],
  [
    'iccpr-op1',
    /\b(?:first )?optional protocol to (?:the )?(?:ICCPR|international covenant on civil and political rights)|\b(?:ICCPR-?\s?OP-?\s?1|OP-?\s?1?-?ICCPR)\b/gi
  ],
  [
    'icescr-op',
    /\boptional protocol to (?:the )?(?:ICESCR|international covenant on economic, social and cultural rights)|\bOP-?\s?ICESCR\b/gi
  ],
  [
    'cedaw-op',
    /\boptional protocol to (?:the )?(?:CEDAW|convention on the elimination of all forms of discrimination against women)|\bOP-?\s?CEDAW\b/gi
  ],
  [
    'opcat',
    /\boptional protocol to (?:the )?(?:CAT\b|convention against torture)(?: and other cruel, inhuman or degrading treatment or punishment)?|\bOP-?\s?CAT\b/gi
  ],
  [
    'crpd-op',
    /\boptional protocol to (?:the )?(?:CRPD|convention on the rights of persons with disabilities)|\bOP-?\s?CRPD\b/gi
  ],
  [
    'crc-op-sc',
    /\boptional protocol to (?:the )?(?:CRC|convention on the rights of the child),? on the sale of children|\bOP-?\s?CRC-?\s?SC\b/gi
  ],
  [
    'crc-op-ac',
    /\boptional protocol to (?:the )?(?:CRC|convention on the rights of the child),? on the involvement of children|\bOP-?\s?CRC-?\s?AC\b/gi
  ],
  [
    'crc-op-ic',
    /\boptional protocol to (?:the )?(?:CRC|convention on the rights of the child),? on a communications? procedure|\bOP-?\s?CRC-?\s?IC\b/gi
  ],
  ['iccpr', /\bICCPR\b|\binternational covenant on civil and political rights/gi],
  ['icescr', /\bICESCR\b|\binternational covenant on economic, social and cultural rights/gi],
  ['cedaw', /\bCEDAW\b|\bconvention on the elimination of all forms of discrimination against women/gi],
  ['icerd', /\bI?CERD\b|\bconvention on the elimination of all forms of racial discrimination/gi],
  ['cat', /\bU?N?CAT\b|\bconvention against torture/gi],
  ['crc', /\bCRC\b|\bconvention on the rights of the child/gi],
  ['crpd', /\bCRPD\b|\bconvention on the rights of persons with disabilities/gi],
  ['icrmw', /\bICRMW\b|\bconvention on the protection of the rights of all migrant workers/gi],
  [
    'cpped',
    /\b(?:ICPPED|I?CED|CPED)\b|\bconvention (?:for|on) the protection of all persons from enforced disappearances?/gi
  ],
  [
    'refugee-convention',
    /\b1951 (?:united nations )?convention relating to the status of refugees|\bconvention relating to the status of refugees/gi
  ],
  ['stateless-1954', /\bconvention relating to the status of stateless persons/gi],
  ['stateless-1961', /\bconvention on the reduction of statelessness/gi],
  ['rome-statute', /\bRome Statute?\b/gi],
  ['palermo-protocol', /\bPalermo Protocol|\bprotocol to prevent, suppress and punish trafficking in persons/gi],
  ['untoc', /\bconvention against transnational organi[sz]ed crime/gi],
  ['actip', /\bACTIP\b|\bASEAN convention against trafficking in persons/gi],
  ['ahrd', /\bAHRD\b|\bASEAN human rights declaration/gi],
  ['udhr', /\bUDHR\b|\buniversal declaration of human rights/gi]
]

const ARTICLES_BEFORE =
  /\barticles? ((?:\d{1,3}(?:\s?\([\da-z]+\))*(?:,\s|\sand\s|,?\sto\s|\s?[-–]\s?)?)+)(?:,?\s(?:of|in)\s(?:the\s)?(?:un\s|united nations\s|international\s)?)$/i
const ARTICLES_BEHIND =
  /^,?\s(?:\([A-Z-]+\),?\s)?(?:in its |under )?articles? ((?:\d{1,3}(?:\s?\([\da-z]+\))*(?:,\s|\sand\s)?)+)/i

/** The instruments a text mentions, each once, in the order of their first mention. */
export function instrumentsMentioned(text: string): InstrumentMention[] {
  const found = new Map<string, { at: number; articles: string[] }>()
  // What a narrower name has taken ("Optional Protocol to CAT") is blanked, so that the wider one does not count too.
  let left = text
  for (const [id, names] of instruments) {
    for (const match of left.matchAll(names)) {
      const entry = found.get(id) ?? { at: match.index, articles: [] }
      const before = ARTICLES_BEFORE.exec(text.slice(Math.max(0, match.index - 120), match.index))
      const behind = ARTICLES_BEHIND.exec(text.slice(match.index + match[0].length, match.index + match[0].length + 80))
      for (const list of [before?.[1], behind?.[1]]) if (list) entry.articles.push(...articlesIn(list))
      found.set(id, entry)
    }
    left = left.replace(names, (name) => ' '.repeat(name.length))
  }
  return [...found]
    .sort(([, a], [, b]) => a.at - b.at)
    .map(([id, { articles }]) => ({ id, articles: [...new Set(articles)] }))
}

function articlesIn(list: string): string[] {
  return [...list.matchAll(/\d{1,3}(?:\s?\([\da-z]+\))*/g)].map(([article]) => article.replace(/\s/g, ''))
}
