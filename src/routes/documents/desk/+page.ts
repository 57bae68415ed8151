// Uploads show their progress, and readings theirs, while the page is open.
export const csr = true
