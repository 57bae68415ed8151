import { getLIDModel } from 'fasttext.wasm.js'
import { francAll } from 'franc-all'
import { LOCALES, type Locale } from '#platform/i18n/locales.ts'

/** The language of a text: one of the hall's, another one, or unknown when there is too little to go by. */
export interface RecognisedLanguage {
  readonly language: Locale | 'other' | 'unknown'
  /** 0 to 1, as the model gives it; a person can always set another language by hand */
  readonly confidence: number
}

/** Shorter texts are names and numbers, in which any language can be seen. */
const LETTERS_NEEDED = 12
const CONFIDENCE_NEEDED = 0.4
const READ_characters = 4_000

/** fastText names some of our languages otherwise. */
const NAMED: Readonly<Record<string, Locale>> = { tl: 'fil', zh: 'zh', in: 'id' }

let model: Promise<Awaited<ReturnType<typeof getLIDModel>>> | undefined

async function loaded() {
  const lid = await getLIDModel()
  await lid.load()
  return lid
}

/**
 * Recognises the language of a text by fastText's lid.176, whose weights come with its package, and Tetum, which that
 * model never learnt, by the three-letter sequences of franc. Nothing is fetched from the network.
 */
export async function recogniseLanguage(text: string): Promise<RecognisedLanguage> {
  const read = text
    .replace(/https?:\S+|\S+@\S+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, READ_characters)
  if ((read.match(/\p{L}/gu)?.length ?? 0) < LETTERS_NEEDED) return { language: 'unknown', confidence: 0 }
  model ??= loaded()
  const found = await (await model).identify(read)
  const confidence = Math.min(1, found.possibility)
  if (looksTetum(read)) return { language: 'tet', confidence: 0.8 }
  if (confidence < CONFIDENCE_NEEDED) return { language: 'unknown', confidence }
  const code = found.alpha2 ?? found.alpha3
  const language = NAMED[code] ?? LOCALES.find(({ id }) => id === code)?.id ?? 'other'
  return { language: language === 'id' || language === 'ms' ? indonesianOrMalay(read, language) : language, confidence }
}

/** Words that only one of the two writes: fastText takes much Malay for Indonesian. */
const INDONESIAN =
  /\b(?:bahwa|karena|harus|bisa|pemerintah|hukum|pengadilan|kebangsaan|perlakuan|kewarganegaraan|pelaksanaan|menikmati|kekuasaan)\b/giu
const MALAY =
  /\b(?:bahawa|kerana|hendaklah|ialah|kerajaan|mahkamah|sebarang|manakala|mahupun|undang-undang|tiap-tiap|kehakiman|dikenakan|maruah|samarata|samada|sama ada|perlembagaan)\b/giu

function indonesianOrMalay(text: string, guess: 'id' | 'ms'): 'id' | 'ms' {
  const lean = (text.match(INDONESIAN)?.length ?? 0) - (text.match(MALAY)?.length ?? 0)
  if (lean !== 0) return lean > 0 ? 'id' : 'ms'
  const nearest = francAll(text, { only: ['ind', 'zlm', 'mly', 'zsm'], minLength: LETTERS_NEEDED })[0]?.[0]
  return nearest === 'ind' ? 'id' : nearest === undefined || nearest === 'und' ? guess : 'ms'
}

/** Whether franc's best guess is Tetum, among the languages written with Latin letters around it. */
function looksTetum(text: string): boolean {
  if (!/\p{Script=Latin}/u.test(text)) return false
  return francAll(text, { minLength: LETTERS_NEEDED })[0]?.[0] === 'tet'
}
