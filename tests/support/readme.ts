/** The file of a service that the README shows. */
export function exampleOf(readme: string): string {
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  if (example === undefined) throw new Error('the README shows no service')
  return example
}
