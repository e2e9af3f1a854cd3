/** Objects as the API server has them. */
import type { KubeObject } from '../objects.ts'
import type { ControlPlane } from './control-plane.ts'

/** All of one kind or several; nothing where the server does not know the kind. */
export async function listed(plane: ControlPlane, kinds: string): Promise<readonly KubeObject[]> {
  const { stdout, stderr } = await plane.kubectl(['get', kinds, '--all-namespaces', '--output=json'])
  if (/doesn't have a resource type/.test(stderr)) return []
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { readonly items: readonly KubeObject[] }).items
}
