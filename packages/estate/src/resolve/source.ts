/**
 * The path of a declaring file relative to the folder that holds `apps/`, so that it is the same on every machine.
 *
 * A query behind it tells revisions of one file apart, and is no part of its name.
 *
 * @param estateUrl URL of `…/apps/NAME/estate.ts`
 */
export function sourceFile(estateUrl: string, declaredIn: string): string {
  const root = estateUrl.split('/').slice(0, -3).join('/')
  const [url = ''] = declaredIn.split('?')
  return decodeURIComponent(url.startsWith(`${root}/`) ? url.slice(root.length + 1) : url)
}
