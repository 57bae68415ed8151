// Every decision shows at once; the hall is told behind it.
export const csr = true
