/** Attached to a text area that was just opened: typing begins in it, at its first letter. */
export function typeHere(area: HTMLTextAreaElement): void {
  area.focus()
  area.setSelectionRange(0, 0)
}
