import { createCanvas } from '@napi-rs/canvas'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { openPdf } from './read-pdf.server.ts'

export interface PagePicture {
  readonly webp: Uint8Array
  /** Pixels of the picture. */
  readonly width: number
  readonly height: number
  /** Size of the page in points, the unit of the boxes of its lines: marks drawn over the picture use it as viewBox. */
  readonly page: { readonly width: number; readonly height: number }
}

/** Wider pictures show no more of a page, and cost memory by the square of their width. */
export const WIDEST_px = 3000

/** A picture of one page (counted from 1), `width` pixels wide, for the page that shows where a passage stands. */
export async function pagePicture(pdfBytes: Uint8Array, page: number, width: number): Promise<PagePicture | Refusal> {
  const drawn = await drawPage(pdfBytes, page, width)
  if ('refused' in drawn) return drawn
  const { canvas, ...sizes } = drawn
  return { webp: await canvas.encode('webp', 80), ...sizes }
}

/** The same page without loss, for character recognition. */
export async function pageAsPng(pdfBytes: Uint8Array, page: number, width: number): Promise<Uint8Array | Refusal> {
  const drawn = await drawPage(pdfBytes, page, width)
  return 'refused' in drawn ? drawn : drawn.canvas.encode('png')
}

async function drawPage(pdfBytes: Uint8Array, number: number, wanted: number) {
  const pdf = await openPdf(pdfBytes)
  try {
    if (!Number.isInteger(number) || number < 1 || number > pdf.numPages)
      return refuse('extraction.no_such_page', { pages: pdf.numPages })
    const page = await pdf.getPage(number)
    const natural = page.getViewport({ scale: 1 })
    const width = Math.max(1, Math.min(WIDEST_px, Math.round(wanted)))
    const viewport = page.getViewport({ scale: width / natural.width })
    const height = Math.max(1, Math.ceil(viewport.height))
    const canvas = createCanvas(width, height)
    // pdf.js is typed for the browser's canvas, whose drawing calls this one has.
    const surface = canvas as unknown as HTMLCanvasElement
    await page.render({ canvas: surface, viewport, background: '#ffffff' }).promise
    return { canvas, width, height, page: { width: natural.width, height: natural.height } }
  } finally {
    await pdf.loadingTask.destroy()
  }
}
