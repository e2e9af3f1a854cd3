import {
  type Finding,
  isHeaderName,
  lookup,
  type Resolved,
  type ResolvedService,
  settingsIn,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { caddyfileSlot } from './index.ts'
import { isLoginInFront } from './login.ts'

/** A login in front of routes is asked for at one place of each proxy, which is not behind itself. */
export function checkLogin(resolved: Resolved): Finding[] {
  return lookup(resolved).privateProxies.flatMap(server => loginAt(resolved, server))
}

function loginAt(resolved: Resolved, server: ResolvedService): readonly Finding[] {
  const { routes, flows, services } = resolved
  const { proxyOf } = lookup(resolved)
  if (settingsIn(server, caddyfileSlot).length === 0) return []
  const asked = flows.filter(({ from, use }) => from === server.name && isLoginInFront(use))
  const [first] = asked
  return [
    ...asked.slice(1).map(
      ({ to, why }): Finding => ({
        code: 'duplicate-setting',
        where: { subject: server.name, path: `needs.${to}`, file: server.file },
        problem: `the proxy asks ${first?.to} who is logged in, and one alone`,
        got: why,
        fix: 'keep one of the two',
      }),
    ),
    ...asked.flatMap(({ to, use }) => (isLoginInFront(use) ? mistakes(server, to, use) : [])),
    ...routes.flatMap((route): Finding[] => {
      const { service: subject, ops, hostname } = route
      if (ops?.loginInFront !== true || proxyOf(route) !== server) return []
      const file = services.find(({ name }) => name === subject)?.file
      const where = { subject, path: 'routes.ops.loginInFront', ...present({ file }) }
      if (first === undefined)
        return [
          {
            ...{ code: 'unread-option', where, problem: `${server.name} asks nobody who is logged in` },
            fix: `give ${server.name} a need: endpoint(…, asLoginInFront({ … }))`,
          },
        ]
      if (asked.every(({ to }) => to !== subject)) return []
      return [
        {
          ...{ code: 'unreachable-login', where, problem: `nobody gets to ${hostname}, where they are to log in` },
          fix: 'leave it out there',
        },
      ]
    }),
  ]
}

function mistakes(
  { name: subject, file }: ResolvedService,
  to: string,
  { path, copies }: { readonly path: string; readonly copies: readonly string[] },
): readonly Finding[] {
  const where = { subject, path: `needs.${to}.use`, file }
  return [
    // What leads back from the login may stand in its query.
    ...(/^\/[!-z|~]*$/.test(path)
      ? []
      : [
          {
            ...({ code: 'invalid-path', where, problem: 'nobody answers who is logged in under this path' } as const),
            ...{ got: JSON.stringify(path), expected: 'a path from the root of the site', fix: 'correct it' },
          },
        ]),
    ...copies
      .filter(each => !isHeaderName(each))
      .map(each => ({
        ...({ code: 'invalid-name', where, problem: 'no header has this name' } as const),
        ...{ got: JSON.stringify(each), expected: 'letters, digits and -', fix: 'write it as the login documents it' },
      })),
  ]
}
