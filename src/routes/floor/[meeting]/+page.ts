// My place moves while I look at it.
export const csr = true
