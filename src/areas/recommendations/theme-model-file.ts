import { z } from 'zod'
import type { ThemeModel } from './theme-model.ts'

// A model as bytes: the length of a head in JSON (four bytes), the head, then the numbers, all little-endian.

const head = z.object({
  issues: z.array(z.string()).min(1),
  texts: z.int().positive(),
  threshold: z.number(),
  features: z.int().positive()
})

export function encodeModel({ issues, texts, threshold, ...numbers }: ThemeModel): Uint8Array {
  const words = new TextEncoder().encode(JSON.stringify({ issues, texts, threshold, features: numbers.keys.length }))
  const { keys, frequencies, biases, steps, weights } = numbers
  const parts = [Uint32Array.of(words.length), words, keys, frequencies, biases, steps, weights]
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
    at += part.byteLength
  }
  return bytes
}

/** Throws where the bytes are no model: the file is ours, so that is a fault of the program. */
export function decodeModel(bytes: Uint8Array): ThemeModel {
  let at = 0
  const take = (length: number): ArrayBuffer => {
    if (at + length > bytes.length) throw new Error('The theme model is cut short.')
    at += length
    // A copy: numbers must begin at a multiple of their size, and a Buffer's slice would not copy.
    return new Uint8Array(bytes.subarray(at - length, at)).buffer
  }
  const [length] = new Uint32Array(take(4))
  const { features, ...told } = head.parse(JSON.parse(new TextDecoder().decode(take(length!))))
  const issues = told.issues.length
  const model = {
    ...told,
    keys: new Uint32Array(take(features * 4)),
    frequencies: new Uint16Array(take(features * 2)),
    biases: new Float32Array(take(issues * 4)),
    steps: new Float32Array(take(issues * 4)),
    weights: new Int8Array(take(features * issues))
  }
  if (at !== bytes.length) throw new Error('The theme model is longer than it says.')
  return model
}
