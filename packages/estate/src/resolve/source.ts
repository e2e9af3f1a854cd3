/**
 * The path of a declaring file relative to the folder that holds `apps/`, so that it is the same on every machine.
 *
 * @param estateUrl URL of `…/apps/NAME/estate.ts`
 */
export function sourceFile(estateUrl: string, declaredIn: string): string {
  const root = estateUrl.split('/').slice(0, -3).join('/')
  return decodeURIComponent(declaredIn.startsWith(`${root}/`) ? declaredIn.slice(root.length + 1) : declaredIn)
}
