import { parentPort, workerData } from 'node:worker_threads'
// Of this library's readers the one that goes by the zip's table of contents: see workbook.server.ts.
import readExcelFile from 'read-excel-file/universal'

// The thread in which a workbook is read.

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}

async function read(bytes: Uint8Array): Promise<string[][][] | null> {
  try {
    const sheets = await readExcelFile(new Blob([bytes as Uint8Array<ArrayBuffer>]))
    return sheets.map(({ data }) => data.map((row) => row.map(textOf)))
  } catch {
    return null
  }
}

parentPort!.postMessage(await read(workerData as Uint8Array))
