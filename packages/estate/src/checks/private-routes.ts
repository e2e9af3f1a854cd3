import { isIP } from 'node:net'
import { present } from '@homelab/formats/present'
import { certificatesIn } from '../certificate.ts'
import type { Finding } from '../findings.ts'
import { isHeaderName } from '../header-name.ts'
import type { Resolved, ResolvedRoute } from '../resolved.ts'
import type { ServiceCertificate } from '../service.ts'
import { isNetwork } from './addresses.ts'

type Found = Omit<Finding, 'where'> & { readonly at: string }

/** What the private proxy is to do for a route besides carrying it: a proxy that is told nonsense serves nobody. */
export function checkPrivateRoutes({ routes, services }: Resolved): Finding[] {
  return routes.flatMap(route => {
    const file = services.find(({ name }) => name === route.service)?.file
    const path = pathOf(routes, route)
    return mistakes(route).map(({ at, ...found }) => ({
      ...found,
      where: { subject: route.service, path: `${path}.${at}`, ...present({ file }) },
    }))
  })
}

/** By its place in the list where there are several. */
function pathOf(routes: readonly ResolvedRoute[], route: ResolvedRoute): string {
  const own = routes.filter(({ kind, service }) => kind === route.kind && service === route.service)
  return own.length === 1 ? 'routes.ops' : `routes.ops[${own.indexOf(route)}]`
}

function mistakes({ ops, protocol, backend }: ResolvedRoute): readonly Found[] {
  if (ops === undefined) return []
  if (protocol === 'tcp')
    return Object.keys(ops).map(at => ({
      ...{ code: 'unread-option', at },
      problem: 'the route is carried as TCP, and the proxy looks at nothing in it',
      fix: 'leave it out, or let the route lead to a web port, without `listen`',
    }))
  const { allowedFrom, headers = {}, certificate } = ops
  return [
    ...ofNetworks(allowedFrom),
    ...(['toService', 'toBrowser'] as const).flatMap(way => ofHeaders(`headers.${way}`, headers[way])),
    ...(certificate === undefined ? [] : ofCertificate(certificate, backend?.scheme)),
  ]
}

function ofNetworks(networks: readonly string[] | undefined): readonly Found[] {
  const at = 'allowedFrom'
  if (networks?.length === 0)
    return [
      {
        ...{ code: 'empty-setting', at, problem: 'the proxy answers nobody' },
        fix: 'say who is answered, or leave it out: then whoever reaches the proxy is',
      },
    ]
  return (networks ?? []).flatMap((each, index): readonly Found[] =>
    isNetwork(each)
      ? []
      : [
          {
            ...{ code: 'invalid-name', at: `${at}[${index}]`, problem: 'this is neither a network nor an address' },
            ...{ got: JSON.stringify(each), expected: 'one such as 192.168.0.0/24', fix: 'correct it' },
          },
        ],
  )
}

/** Of the connection, or how long a body is: the proxy says them itself. https://www.rfc-editor.org/rfc/rfc9110#name-connection */
const ownHeaders: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding'],
  'upgrade',
])

function ofHeaders(at: string, headers: Readonly<Record<string, string>> = {}): readonly Found[] {
  const names = Object.keys(headers)
  return Object.entries(headers).flatMap(([name, value], index): readonly Found[] => {
    const found = { at: `${at}.${name}`, got: JSON.stringify(name) }
    const before = names.slice(0, index).find(each => each.toLowerCase() === name.toLowerCase())
    return [
      ...(isHeaderName(name)
        ? []
        : [
            {
              ...({ code: 'invalid-name', ...found, problem: 'no header has this name' } as const),
              ...{ expected: 'letters, digits and -', fix: 'write it as the program documents it' },
            },
          ]),
      ...(ownHeaders.has(name.toLowerCase())
        ? [
            {
              ...({
                code: 'unread-option',
                ...found,
                problem: 'the proxy itself says this of each connection',
              } as const),
              fix: 'leave it out',
            },
          ]
        : []),
      ...(before === undefined
        ? []
        : [
            {
              ...({ code: 'duplicate-setting', ...found, problem: 'the header is said twice' } as const),
              ...{ expected: before, fix: 'keep one: upper and lower case are one name' },
            },
          ]),
      ...(/^[!-~](?:[ -~]*[!-~])?$/.test(value)
        ? []
        : [
            {
              ...({ code: 'refused-text', ...found, got: JSON.stringify(value) } as const),
              problem: 'no header says this',
              expected: 'characters of ASCII, without a space at either end',
              fix: 'reword it, or leave the header out',
            },
          ]),
    ]
  })
}

function ofCertificate(certificate: ServiceCertificate, scheme: string | undefined): readonly Found[] {
  const at = 'certificate'
  const without: readonly Found[] =
    scheme === undefined || scheme === 'https'
      ? []
      : [
          {
            ...{ code: 'unread-option', at, problem: `the proxy speaks ${scheme} to the service, which shows none` },
            fix: 'leave it out, or say `https(…)` of the port',
          },
        ]
  if ('unverified' in certificate)
    return certificate.unverified.trim() === ''
      ? [
          ...without,
          {
            ...{ code: 'blank-text', at: `${at}.unverified`, problem: 'whoever is in between can be the service' },
            fix: 'write why that does not matter, or whose certificate it is',
          },
        ]
      : without
  const { name, authority } = certificate
  return [
    ...without,
    ...(isIP(name) > 0 || /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(name)
      ? []
      : [
          {
            ...({ code: 'invalid-name', at: `${at}.name`, problem: 'no certificate is for this name' } as const),
            ...{ got: JSON.stringify(name), expected: 'a host name or an address', fix: 'correct it' },
          },
        ]),
    ...(certificatesIn(authority) !== undefined
      ? []
      : [
          {
            ...({ code: 'refused-text', at: `${at}.authority`, problem: 'this is no certificate' } as const),
            expected: 'certificates as PEM, and nothing else: no key',
            fix: 'copy that of the authority, from -----BEGIN CERTIFICATE----- to the end',
          },
        ]),
  ]
}
