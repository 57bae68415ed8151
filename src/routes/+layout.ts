// Pages are documents: they are drawn on the server and need no script. A page that does more says so for itself.
export const csr = false
export const prerender = false
