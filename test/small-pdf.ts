/** A line set on a page of a PDF made for a test: points from the left and from the top, and its size. */
export interface SetLine {
  readonly text: string
  readonly x?: number
  readonly y: number
  readonly size?: number
}

/**
 * A PDF of A4 pages with these lines in Helvetica. Only letters of Latin 1. `encrypted` adds a password that nobody
 * knows; a page with no line is drawn with a grey square, as a scan without text would be.
 */
export function smallPdf(pages: readonly (readonly SetLine[])[], options: { encrypted?: boolean } = {}): Uint8Array {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
  ]
  const kids: string[] = []
  for (const lines of pages) {
    const stream = lines.length === 0 ? '0.5 g 100 100 300 300 re f' : lines.map(drawn).join('\n')
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`)
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`
    )
    kids.push(`${objects.length} 0 R`)
  }
  objects[1] = `<< /Type /Pages /Count ${pages.length} /Kids [${kids.join(' ')}] >>`
  let trailer = ''
  if (options.encrypted) {
    const sealed = 'ab'.repeat(32)
    objects.push(`<< /Filter /Standard /V 1 /R 2 /O <${sealed}> /U <${sealed}> /P -4 >>`)
    trailer = ` /Encrypt ${objects.length} 0 R /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>]`
  }
  let file = '%PDF-1.4\n'
  const offsets = objects.map((body, at) => {
    const offset = file.length
    file += `${at + 1} 0 obj\n${body}\nendobj\n`
    return offset
  })
  const table = file.length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${trailer} >>\nstartxref\n${table}\n%%EOF\n`
  return Uint8Array.from(Buffer.from(file, 'latin1'))
}

function drawn({ text, x = 70, y, size = 10 }: SetLine): string {
  return `BT /F1 ${size} Tf ${x} ${842 - y} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`
}

/** Lines one under the other, 14 points apart, from `top` on. */
export function setLines(texts: readonly string[], top = 100): SetLine[] {
  return texts.map((text, at) => ({ text, y: top + at * 14 }))
}
