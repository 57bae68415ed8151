export type Parts = AsyncGenerator<Uint8Array, void>

/** What is written as it is read, as the body of an answer: each part is made when the reader asks for it. */
export function streamed(parts: Parts): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await parts.return(undefined)
    }
  })
}
