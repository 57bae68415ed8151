/** Every kind of public page of the record, at addresses that the sample hall has. */
export const PUBLIC_PAGES: readonly string[] = [
  '/',
  '/dialogues',
  '/dialogues/ahrd-7',
  '/dialogues/ahrd-7/ahrd-7-opening',
  '/bodies',
  '/bodies?on=2020-01-01',
  '/bodies/TL',
  '/bodies/nhrct',
  '/instruments',
  '/instruments/ahrd',
  '/instruments/udhr?text=tet',
  '/instruments/ahrd/articles/39',
  '/instruments/udhr/articles/1',
  '/themes',
  '/themes/trafficking-and-scams',
  '/recommendations/AHRD7-R4',
  '/charts',
  '/about',
  '/accessibility'
]
