import { present } from '@homelab/formats/present'
import type { Finding, Where } from '../findings.ts'
import { isPort } from '../port.ts'
import type { Resolved, ResolvedLogin, ResolvedRoute } from '../resolved.ts'
import { repeated } from './repeated.ts'

/** Each program is one client of its provider, by a name that every system has a way to say. */
export function checkLogins(resolved: Resolved): Finding[] {
  const { logins } = resolved
  return [
    ...logins
      .filter(({ client }) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(client))
      .map(
        (login): Finding => ({
          code: 'invalid-name',
          where: whereIs(resolved, login, 'client'),
          problem: 'neither a Secret nor a variable can be called like this client',
          got: JSON.stringify(login.client),
          expected: 'small letters, digits and hyphens',
          fix: 'correct it, or leave it out: the service’s name stands for it',
        }),
      ),
    ...logins.flatMap(login =>
      login.back.flatMap(({ route, redirect }): readonly Finding[] => {
        const port = Number(/^http:\/\/localhost:([^/]*)/.exec(redirect)?.[1])
        if (route !== undefined || isPort(port)) return []
        return [
          {
            code: 'invalid-port',
            where: whereIs(resolved, login, 'back'),
            problem: 'no program listens there for whoever comes back',
            got: redirect,
            expected: 'a whole number from 1 to 65535',
            fix: 'correct it',
          },
        ]
      }),
    ),
    ...repeated(logins, ({ provider, client }) => `${provider}/${client}`).map(
      ([shared, [first, second]]): Finding => ({
        code: 'duplicate-object',
        where: whereIs(resolved, second, 'client'),
        problem: `${first.service} is the same client`,
        got: shared,
        fix: 'give one of the two another name as `client`, or let one need know both ways `back`',
      }),
    ),
  ]
}

/** A program is told of a secret where it has one, and of none where it has none. */
export function checkLoginSecrets(resolved: Resolved): Finding[] {
  return resolved.logins.flatMap((login): readonly Finding[] => {
    const { use, secret } = login
    if (secret === undefined && use.public !== true && use.byHand !== true)
      return [
        {
          code: 'unprovided-reference',
          where: whereIs(resolved, login, 'public'),
          problem: 'the program is told of a secret, and a client that is public has none',
          got: use.kind,
          fix: 'leave the secret out of it, where the program can do without one; else give the client one, and leave `public` out',
        },
      ]
    if (secret === undefined || use.public !== true) return []
    return [
      {
        code: 'unread-secret',
        where: whereIs(resolved, login, 'secret'),
        problem: 'the program is not told of the secret by which it is known, and logs nobody in',
        got: use.kind,
        fix: 'say where it reads the secret, or make the client `public` in place of it',
      },
    ]
  })
}

/** Whoever comes back by a way in has to reach where people log in: others see a page that never opens. */
export function checkLoginWays(resolved: Resolved): Finding[] {
  return resolved.logins.flatMap(login => {
    const issuer = resolved.routes.find(
      ({ service, url }) => service === login.provider && url + (login.issuer.path ?? '') === login.issuer.url,
    )
    if (issuer === undefined) return []
    return login.back
      .flatMap(({ route }) => (route !== undefined && isWider(route, issuer) ? [route] : []))
      .map(
        (route): Finding => ({
          code: 'unreachable-login',
          where: whereIs(resolved, login, 'back'),
          problem: `${whomOf(route)} open ${route.hostname}, and are to log in at ${issuer.hostname}`,
          got: `a login for ${whomOf(issuer)}`,
          fix: `open ${issuer.hostname} for them as well, or take them back by a way in for ${whomOf(issuer)}`,
        }),
      )
  })
}

/** Whether some reach the one and not the other. Who enters a tailnet route is its policy's word, and not looked at. */
function isWider(back: ResolvedRoute, issuer: ResolvedRoute): boolean {
  if (issuer.kind === 'public') return false
  if (back.kind === 'public') return true
  return back.kind === 'ops' && issuer.kind === 'ops' && width(back) > width(issuer)
}

function width({ audience }: ResolvedRoute): number {
  return audience === undefined ? 2 : Number(audience === 'members')
}

function whomOf({ kind, audience }: ResolvedRoute): string {
  if (kind === 'public') return 'all people'
  return audience ?? (kind === 'ops' ? 'all who reach the private proxy' : 'those whom the tailnet lets in')
}

function whereIs({ services }: Resolved, { service, provider }: ResolvedLogin, member: string): Where {
  const file = services.find(({ name }) => name === service)?.file
  return { subject: service, path: `needs.${provider}.${member}`, ...present({ file }) }
}
