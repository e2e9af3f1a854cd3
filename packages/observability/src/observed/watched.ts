import type { ResolvedService } from '@homelab/estate/model'

/** What alerts and panels say of a service: its name, how people write it, its page in the documentation. */
export function watched({ name, title }: ResolvedService): {
  readonly service: string
  readonly title: string
  readonly page: string
} {
  return { service: name, title, page: `services/${name}` }
}
