import { literal } from '@homelab/formats/regexp'

/** Whether a name fits a pattern in which `*` stands for any text. */
export function fits(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name
  const parts = pattern.split('*').map(literal)
  return new RegExp(`^${parts.join('.*')}$`).test(name)
}
