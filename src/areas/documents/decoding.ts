export interface DecodedText {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
}

/**
 * Text from bytes: by its byte order mark, by the pattern of zero bytes that UTF-16 leaves, as UTF-8 when it is valid,
 * and else as Windows-1252, which knows every byte.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  return { text, encoding }
}

function encodingOf(bytes: Uint8Array): DecodedText['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4000)
  const zeros = [0, 0]
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]!++
  })
  if (zeros[1]! > sample.length / 6 && zeros[0]! * 10 < zeros[1]!) return 'utf-16le'
  if (zeros[0]! > sample.length / 6 && zeros[1]! * 10 < zeros[0]!) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** True when decoded text holds what no written text holds: it was some other kind of file. */
export function looksBinary(text: string): boolean {
  const sample = [...text.slice(0, 8000)]
  const odd = sample.filter(
    (character) => character === '\ufffd' || (character < ' ' && !'\t\n\v\f\r\u001b'.includes(character))
  )
  return odd.length > sample.length / 100
}
