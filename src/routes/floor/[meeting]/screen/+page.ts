// It stands in the room for hours and follows by itself.
export const csr = true
