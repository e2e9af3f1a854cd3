/** Every text inside a value, with its path: `workload.container.env.URL`, `hosts[0].name`. */
export function textsIn(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  const found: (readonly [path: string, text: string])[] = []
  gather(value, path, found)
  return found
}

function gather(value: unknown, path: string, found: (readonly [path: string, text: string])[]): void {
  if (typeof value === 'string') found.push([path, value])
  if (typeof value !== 'object' || value === null) return
  const isList = Array.isArray(value)
  for (const [key, member] of Object.entries(value))
    gather(member, isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`, found)
}
