/** The account that may get the original of a copied Secret, and the role by which it may. */
export function readerOf(secret: string): string {
  return `${secret}-reader`
}
