/** The stack of the tailnet: policy, tags of hosts, names that hosts serve, keys. */
import {
  type Host,
  type InFile,
  type Resolved,
  type ServedName,
  servedNames,
  type TailnetKey,
  type TailnetStackProps,
} from '@homelab/estate/model'
import { expression, type Program, type Resource, type Value } from './program.ts'
import { providerOptions, type StackProgram } from './stack-files.ts'
import { dnsResource } from './tailnet-dns.ts'

/** Where the program expects the policy, people filled in: beside itself. It is never rendered there. */
export const policyFile = 'policy.hujson'

/** Given by whoever runs it: the first 12 hex digits of the SHA-256 of the policy as it is applied. */
export const policyHashKey = 'policyHash'

export const tailnetFolder = 'pulumi/tailnet'

export function tailnetProgram(resolved: Resolved): StackProgram | undefined {
  const { tailnetStack: stack, domains } = resolved
  const suffix = domains.find(({ kind }) => kind === 'tailnet')?.suffix
  if (stack === undefined || suffix === undefined) return undefined
  const settings = { config: { 'tailscale:tailnet': suffix } }
  return { folder: tailnetFolder, stack, program: programOf(resolved, stack, suffix), settings }
}

function programOf(resolved: Resolved, stack: InFile<TailnetStackProps>, suffix: string): Program {
  const { hosts } = resolved
  const options = providerOptions(stack)
  const tagged = hosts.filter(({ tailnet, platform }) => tailnet?.by === 'tags' && platform !== 'managed')
  return {
    name: stack.project,
    runtime: 'yaml',
    description: stack.summary,
    config: { [policyHashKey]: { type: 'string' } },
    variables: Object.fromEntries(
      tagged.map(host => [
        deviceOf(host),
        {
          'fn::invoke': {
            function: 'tailscale:index/getDevice:getDevice',
            arguments: { name: `${host.name}.${suffix}` },
            return: 'nodeId',
            options: { ...options },
          },
        },
      ]),
    ),
    resources: {
      [stack.policy]: {
        type: 'tailscale:index/acl:Acl',
        properties: { acl: { 'fn::readFile': `./${policyFile}` }, overwriteExistingContent: true },
        options: { ...options, protect: true },
      },
      ...Object.fromEntries(tagged.map(host => [`${host.name}-tags`, tagsResource(host, stack)])),
      ...Object.fromEntries(stack.keys.map(key => [key.name, keyResource(key, hosts, stack)])),
      ...Object.fromEntries(servedNames(resolved).map(served => [resourceOf(served), serviceResource(served, stack)])),
      ...dnsResource(resolved),
    },
    outputs: {
      acl_id: expression(`${stack.policy}.id`),
      policy_hash: expression(policyHashKey),
      ...Object.fromEntries(stack.keys.map(({ name, output }) => [output, expression(`${name}.key`)])),
      ...Object.fromEntries(
        tagged.flatMap((host): [string, Value][] => [
          [`${outputName(host)}_device_id`, expression(deviceOf(host))],
          [`${outputName(host)}_tags`, expression(`${host.name}-tags.tags`)],
        ]),
      ),
    },
  }
}

/**
 * Deleting this resource takes all tags off the device. Pulumi would recreate it by deleting the old one last, so the
 * device would end without tags: it refuses, and in the state of today, which is not protected, deletes first.
 */
function tagsResource(host: Host, stack: TailnetStackProps): Resource {
  return {
    type: 'tailscale:index/deviceTags:DeviceTags',
    properties: { deviceId: expression(deviceOf(host)), tags: tagsOf(host) },
    options: { ...afterPolicy(stack), protect: true, deleteBeforeReplace: true },
  }
}

/**
 * A name of the tailnet and its address, without which no host can serve it. Deleting it ends the name.
 * https://www.pulumi.com/registry/packages/tailscale/api-docs/service/
 */
function serviceResource({ name, title, routes }: ServedName, stack: TailnetStackProps): Resource {
  return {
    type: 'tailscale:index/service:Service',
    properties: {
      name,
      comment: title,
      ports: routes.map(({ listen }) => `tcp:${listen}`),
      tags: [...new Set(routes.flatMap(({ tags }) => tags))],
    },
    options: afterPolicy(stack),
  }
}

function resourceOf({ name }: ServedName): string {
  return name.replace(':', '-')
}

function keyResource(key: TailnetKey, hosts: readonly Host[], stack: TailnetStackProps): Resource {
  const { host, reusable, ephemeral, preauthorized, expirySeconds } = key
  const tags = tagsOf(hosts.find(({ name }) => name === host))
  return {
    type: 'tailscale:index/tailnetKey:TailnetKey',
    properties: { reusable, ephemeral, preauthorized, expiry: expirySeconds, tags },
    options: afterPolicy(stack),
  }
}

/** Tailscale refuses tags that the policy does not know. */
function afterPolicy(stack: TailnetStackProps) {
  return { ...providerOptions(stack), dependsOn: [expression(stack.policy)] }
}

function tagsOf(host: Host | undefined): readonly string[] {
  return host?.tailnet?.by === 'tags' ? host.tailnet.tags : []
}

function deviceOf({ name }: Host): string {
  return `${name}-device`
}

function outputName({ name }: Host): string {
  return name.replaceAll('-', '_')
}
