import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { rootFolder } from '#platform/settings.ts'
import { decodeModel } from './theme-model-file.ts'
import { readyToSuggest } from './theme-model.ts'

/** The model that comes with the program: made by scripts/train-themes.ts, never by hand. */
export function modelPath(): string {
  return join(rootFolder(), 'src/areas/recommendations/theme-model.bin')
}

let ready: ((text: string) => string[]) | undefined

/**
 * The UPR issues under which a recommendation would likely be coded, by name. None where the text isn't mostly in words
 * that the model knows, which are English. Read at the first call: some 10 MB, 50 ms.
 */
export function suggestThemes(text: string): string[] {
  ready ??= readyToSuggest(decodeModel(brotliDecompressSync(readFileSync(modelPath()))))
  return ready(text)
}
