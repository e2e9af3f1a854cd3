/** Argo CD itself sends whoever logs in to the issuer that is rendered, as the client that is known there. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolvedOf } from '@homelab/estate/model'
import { ControlPlane, Forge } from '@homelab/rehearsal/run'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { byArgoCd } from '../../findings/by-argocd.ts'
import estate from '../../fixtures/logins/estate.ts'
import { authorized } from '../../support/dex.ts'
import { configMapsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { gitopsOf } from './gitops.ts'
import { programs } from './programs.ts'

const { files } = render(estate)
const gitops = gitopsOf(byArgoCd)
const [login] = resolvedOf(estate).logins.filter(({ service }) => service === 'argocd')
const issuer = login?.issuer.url ?? ''
const own = login?.back[0]?.route?.hostname ?? ''
const built = await programs()

describe.skipIf(built === undefined)('Argo CD', () => {
  let plane: ControlPlane
  const kubectl = async (...args: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await plane.kubectl([`--namespace=${gitops.namespace}`, ...args])
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}\n${stderr}`)
    return stdout
  }

  beforeAll(async () => {
    if (built === undefined) return
    // Where files of other hosts are served, too.
    const names = Forge.hosts(gitops.repository, new URL(issuer).hostname)
    plane = await ControlPlane.start({ programs: built, gitops, files, seconds: 900, argocdNames: [own], names })
    await kubectl('create', 'namespace', gitops.namespace)
    const folder = `${gitops.rendered}/${gitops.folder}/manifests/argocd`
    // The definition of ExternalSecrets is not there: what one makes is made below.
    await plane.kubectl([
      ...['apply', '--server-side', '--force-conflicts', `--namespace=${gitops.namespace}`, '--kustomize', folder],
    ])
    await kubectl('create', 'secret', 'generic', 'argocd-login', '--from-literal=client-secret=known-to-both')
    await kubectl('label', 'secret', 'argocd-login', 'app.kubernetes.io/part-of=argocd')
    discovered(plane)
    await plane.argocd.start()
  })
  afterAll(() => plane?.close())

  test('tells its command line that it is another client, which has no secret', async () => {
    const { stdout } = await plane.sandbox.run('curl', ['--silent', '--insecure', `https://${own}/api/v1/settings`])
    const { oidcConfig } = JSON.parse(stdout) as { readonly oidcConfig: object }
    expect(oidcConfig).toMatchObject({ issuer, clientID: 'argocd', cliClientID: 'argocd-cli' })
    const config = configMapsIn(files).find(({ metadata }) => metadata.name === 'dex')?.data['config.yaml'] ?? ''
    // Where it listens: https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_login/
    const redirect = 'http://localhost:8085/auth/callback'
    expect(authorized(config, { client: 'argocd-cli', redirect, at: `${issuer}/auth` })).toBe('a login')
  })

  test('sends people to Dex, as the client and with the way back that Dex knows', async () => {
    const back = encodeURIComponent(`https://${own}/applications`)
    const { stdout } = await plane.sandbox.run('curl', [
      ...['--silent', '--insecure', '--output', '/dev/null', '--write-out', '%{http_code} %{redirect_url}'],
      `https://${own}/auth/login?return_url=${back}`,
    ])
    const [status, to = ''] = stdout.split(' ')
    expect(status).toBe('303')
    const { origin, pathname, searchParams } = new URL(to)
    expect(`${origin}${pathname}`).toBe(`${issuer}/auth`)
    expect(searchParams.get('scope')?.split(' ')).toEqual(['openid', 'profile', 'email', 'groups'])
    const config = configMapsIn(files).find(({ metadata }) => metadata.name === 'dex')?.data['config.yaml'] ?? ''
    const [client = '', redirect = ''] = [searchParams.get('client_id'), searchParams.get('redirect_uri')].map(String)
    expect(client).toBe('argocd')
    expect(authorized(config, { client, redirect, at: `${origin}${pathname}` })).toBe('a login')
  })
})

/** What a provider says of itself at its issuer: https://openid.net/specs/openid-connect-discovery-1_0.html */
function discovered(plane: ControlPlane): void {
  const endpoints = login?.issuer.endpoints
  const folder = join(plane.sandbox.folder, 'issuer')
  mkdirSync(join(folder, '.well-known'), { recursive: true })
  const told = {
    issuer,
    authorization_endpoint: `${issuer}${endpoints?.authorization}`,
    token_endpoint: `${issuer}${endpoints?.token}`,
    userinfo_endpoint: `${issuer}${endpoints?.userInfo}`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'groups', 'profile', 'offline_access'],
    code_challenge_methods_supported: ['S256', 'plain'],
  }
  writeFileSync(join(folder, '.well-known', 'openid-configuration'), JSON.stringify(told))
  plane.forge.put(issuer, folder)
}
