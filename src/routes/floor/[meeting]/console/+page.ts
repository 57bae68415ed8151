// The list moves while one looks at it.
export const csr = true
