import { present } from '@homelab/formats/present'
import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

/**
 * Paths that the public proxy refuses or watches are compared with what is asked for once that is decoded and without
 * detours: one that is written otherwise matches nothing, and the door stands open.
 */
export function checkPublicPaths({ services, routes }: Resolved): Finding[] {
  return routes.flatMap(({ service: subject, public: facts }): Finding[] => {
    const file = services.find(({ name }) => name === subject)?.file
    return (['loginPaths', 'refusedPaths'] as const).flatMap(key =>
      (facts?.[key] ?? []).flatMap((path, index): Finding[] => {
        if (isNormalPath(path)) return []
        return [
          {
            code: 'invalid-path',
            where: { subject, path: `routes.public.${key}[${index}]`, ...present({ file }) },
            problem: 'no request ever has this path',
            got: JSON.stringify(path),
            expected: 'a path from the root of the site, decoded, without empty parts, dots, query or fragment',
            fix: 'write it as the application knows it',
          },
        ]
      }),
    )
  })
}

/** Where nobody checks types it may be no text at all. */
export function isNormalPath(path: unknown): boolean {
  return typeof path === 'string' && /^\/(?!\/)/.test(path) && !/\/\/|\/\.{1,2}(?:\/|$)|[?#]|%[0-9a-f]{2}/i.test(path)
}
