/** Dex’s own server takes what is rendered, and somebody logs in to Grafana by what Grafana is told. */
import { createHash } from 'node:crypto'
import { asLoginByHand, external, http, oidcLogin, service } from '@homelab/estate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import minilab from '../../../apps/minilab/estate.ts'
import logins from '../../fixtures/logins/estate.ts'
import { configMapsIn, objectsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { builtDex, type Dex, startDex } from './dex.ts'

/** `password`, as Dex's own example has it: https://github.com/dexidp/dex/blob/master/examples/config-dev.yaml */
const sample = '$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W'

interface Variable {
  readonly name: string
  readonly value?: string
}

function renderedOf(estate: typeof minilab) {
  const { files } = render(estate)
  const variablesOf = (name: string): readonly Variable[] =>
    objectsIn(files)
      .find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name)
      ?.spec.template.spec.containers.find((each: Variable) => each.name === name).env
  const config = configMapsIn(files).find(({ metadata }) => metadata.name === 'dex')?.data['config.yaml'] ?? ''
  const secrets = variablesOf('dex').map(({ name }) => [name, name.startsWith('PASSWORD') ? sample : `of ${name}`])
  return { config, secrets: Object.fromEntries(secrets) as Readonly<Record<string, string>>, variablesOf }
}

const { config, secrets, variablesOf } = renderedOf(minilab)

/** The same with a program that runs in browsers, and on the machines of those who log in. */
const withReader = (() => {
  const dex = minilab.services.find(({ name }) => name === 'dex')
  if (dex === undefined) throw new Error('no dex')
  const reader = service(import.meta, 'reader', {
    ...{ title: 'Reader', summary: 'can keep no secret', ports: { http: http(8080, { nodePort: 30_888 }) } },
    workload: external(dex.props.workload.at),
    routes: { ops: { port: 'http' } },
    needs: () => [
      oidcLogin(dex, {
        ...{ back: ['ops', { localPort: 8085 }], public: true as const, as: asLoginByHand('/signed-in') },
      }),
    ],
  })
  return renderedOf({ ...minilab, services: [...minilab.services, reader] })
})()

describe.skipIf(builtDex === undefined)('Dex', () => {
  const started = (text = config, variables = secrets): Promise<Dex> => startDex(builtDex ?? '', text, variables)

  describe('with what is rendered', () => {
    let dex: Dex
    const grafana = new Map(variablesOf('grafana').map(({ name, value = '' }) => [name, value]))
    const told = (name: string): string => grafana.get(`GF_AUTH_GENERIC_OAUTH_${name}`) ?? ''
    const back = 'https://grafana.lab.example.org/login/generic_oauth'
    /** Its address is that of its issuer, which a proxy carries. */
    const here = (url: string): string => {
      const { pathname, search } = new URL(url, dex.url)
      return dex.url + pathname + search
    }
    const asked = (redirect: string): string => {
      const query = {
        client_id: told('CLIENT_ID'),
        redirect_uri: redirect,
        response_type: 'code',
        scope: told('SCOPES'),
      }
      return here(`${told('AUTH_URL')}?${new URLSearchParams({ ...query, state: 'grafana’s own' })}`)
    }
    const exchange = (code: string, secret: string): Promise<Response> =>
      fetch(here(told('TOKEN_URL')), {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: back }),
        headers: { Authorization: `Basic ${Buffer.from(`${told('CLIENT_ID')}:${secret}`).toString('base64')}` },
      })
    /** What a browser does: to the form, and back with a code. */
    const login = async (password: string): Promise<Response> => {
      const to = await fetch(asked(back), { redirect: 'manual' })
      const form = here(to.headers.get('location') ?? '')
      return fetch(form, {
        ...{ method: 'POST', redirect: 'manual' },
        body: new URLSearchParams({ login: 'owner@mail.example', password }),
      })
    }

    beforeAll(async () => {
      dex = await started()
    })
    afterAll(() => dex?.stop())

    test('says of itself what Grafana is told', async () => {
      const said = (await (await fetch(`${dex.url}/.well-known/openid-configuration`)).json()) as object
      expect(said).toMatchObject({
        issuer: 'https://dex.lab.example.org',
        authorization_endpoint: told('AUTH_URL'),
        token_endpoint: told('TOKEN_URL'),
      })
    })

    test('lets somebody in whom it knows, and tells Grafana who it is', async () => {
      const approved = await login('password')
      const end = await fetch(here(approved.headers.get('location') ?? ''), { redirect: 'manual' })
      const to = new URL(end.headers.get('location') ?? '')
      expect(to.origin + to.pathname).toBe(back)
      const code = to.searchParams.get('code') ?? ''
      expect((await exchange(code, 'another’s')).status).toBe(401)
      const answer = await exchange(code, secrets['CLIENT_SECRET_GRAFANA'] ?? '')
      expect(answer.status).toBe(200)
      const { id_token } = (await answer.json()) as { readonly id_token: string }
      const claims: unknown = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString())
      expect(claims).toMatchObject({
        ...{ iss: 'https://dex.lab.example.org', aud: 'grafana' },
        ...{ email: 'owner@mail.example', email_verified: true, name: 'owner' },
      })
    })

    test('lets nobody in by another password, nor back to another page', async () => {
      const refused = await login('Password')
      expect([refused.status, await refused.text()]).toEqual([200, expect.stringContaining('Invalid')])
      const elsewhere = await fetch(asked('https://grafana.lab.example.org/login/github'), { redirect: 'manual' })
      expect([elsewhere.status, await elsewhere.text()]).toEqual([
        400,
        expect.stringContaining('Unregistered redirect_uri'),
      ])
    })
  })

  describe('with a program that can keep no secret', () => {
    let dex: Dex
    const own = 'https://reader.lab.example.org/signed-in'
    const local = 'http://localhost:8085/signed-in'
    const word = 'a-word-of-forty-three-signs-or-more-for-one-login'
    const challenge = createHash('sha256').update(word).digest('base64url')
    const here = (url: string | null): string => {
      const { pathname, search } = new URL(url ?? '', dex.url)
      return dex.url + pathname + search
    }
    const began = (redirect: string, more: Readonly<Record<string, string>>): Promise<Response> => {
      const query = { client_id: 'reader', redirect_uri: redirect, response_type: 'code', scope: 'openid', state: 's' }
      return fetch(here(`/auth?${new URLSearchParams({ ...query, ...more })}`), { redirect: 'manual' })
    }
    const codeOf = async (redirect: string, more: Readonly<Record<string, string>>): Promise<string> => {
      const form = (await began(redirect, more)).headers.get('location')
      const body = new URLSearchParams({ login: 'owner@mail.example', password: 'password' })
      const approved = await fetch(here(form), { method: 'POST', redirect: 'manual', body })
      const end = await fetch(here(approved.headers.get('location')), { redirect: 'manual' })
      const to = new URL(end.headers.get('location') ?? '')
      expect(to.origin + to.pathname).toBe(redirect)
      return to.searchParams.get('code') ?? ''
    }
    const exchange = (redirect: string, code: string, more: Readonly<Record<string, string>>): Promise<Response> => {
      const said = { grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: 'reader' }
      return fetch(here('/token'), { method: 'POST', body: new URLSearchParams({ ...said, ...more }) })
    }
    const proven = { code_challenge: challenge, code_challenge_method: 'S256' }

    beforeAll(async () => {
      dex = await started(withReader.config, withReader.secrets)
    })
    afterAll(() => dex?.stop())

    test.each([own, local])(
      'lets somebody in who comes back to %s, by the word that it made and without a secret',
      async back => {
        const answer = await exchange(back, await codeOf(back, proven), { code_verifier: word })
        expect(answer.status).toBe(200)
        const { id_token } = (await answer.json()) as { readonly id_token: string }
        const claims: unknown = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString())
        expect(claims).toMatchObject({ iss: 'https://dex.lab.example.org', aud: 'reader' })
      },
    )

    test('gives nothing to whoever has the code and not the word', async () => {
      const code = await codeOf(own, proven)
      expect((await exchange(own, code, {})).status).toBe(400)
      expect((await exchange(own, code, { code_verifier: `${word}r` })).status).toBe(400)
      expect((await exchange(own, code, { code_verifier: word, client_secret: 'a guess' })).status).toBe(401)
      expect((await exchange(local, code, { code_verifier: word })).status).toBe(400)
      const without = await codeOf(own, {})
      expect((await exchange(own, without, { code_verifier: word })).status).toBe(400)
    })

    test.each([
      'https://reader.lab.example.org/',
      'http://localhost:8086/signed-in',
      'http://localhost/signed-in',
      'https://elsewhere.example.org/signed-in',
    ])('takes nobody back to %s', async elsewhere => {
      const refused = await began(elsewhere, proven)
      expect([refused.status, await refused.text()]).toEqual([
        400,
        expect.stringContaining('Unregistered redirect_uri'),
      ])
    })

    test('does not start where it is not said that the program is public', async () => {
      const wrong = withReader.config.replace('public: true', 'public: false')
      expect(wrong).not.toBe(withReader.config)
      await expect(started(wrong, withReader.secrets)).rejects.toThrow(/is empty/)
    })
  })

  test('reads the connectors of other providers, each by its own type', async () => {
    const others = renderedOf(logins)
    const dex = await started(others.config, others.secrets)
    await dex.stop()
    await expect(started(others.config.replace('clientID:', 'clientName:'), others.secrets)).rejects.toThrow(
      /unknown field/,
    )
  })

  test.each([
    ['a key of no version', config.replace('redirectURIs:', 'redirectUrls:'), /unknown field/],
    ['a flag that is a text', config.replace('enablePasswordDB: true', 'enablePasswordDB: "true"'), /cannot unmarshal/],
    [
      'people without their database',
      config.replace('enablePasswordDB: true', 'enablePasswordDB: false'),
      /static passwords/,
    ],
    ['a variable of nobody', config.replace('CLIENT_SECRET_GRAFANA', 'CLIENT_SECRET_GRAFFANA'), /is empty/],
  ])('does not start with %s', async (_, wrong, why) => {
    expect(wrong).not.toBe(config)
    await expect(started(wrong)).rejects.toThrow(why)
  })
})
