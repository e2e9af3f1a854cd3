/** The state of the stacks as today's programs leave it, made of the facts: https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_import/ */
import { devices, properties, urns } from '../../fixtures/february/stacks.ts'

const provider = {
  tailnet: { name: 'tailscale', version: '0.24.0', stack: 'tail8d86e', project: 'blumeops-tailnet' },
  dns: { name: 'gandi', version: '2.3.0', stack: 'eblu-me', project: 'blumeops-dns' },
} as const
const providerId = '6e0b0a5e-58a7-4b8e-8f4c-2f2a6f0f1c11'

/**
 * @param address to which private names lead
 * @param deviceId what devices are known by
 */
export function today(
  name: 'tailnet' | 'dns',
  address: string,
  deviceId = (device: string) => `node-of-${device}`,
): object {
  const { name: plugin, version, stack, project } = provider[name]
  const root = `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`
  const providerUrn = `urn:pulumi:${stack}::${project}::pulumi:providers:${plugin}::default_${version.replaceAll('.', '_')}`
  const resources = urns[name].map(urn => {
    const [, , type = '', resource = ''] = urn.split('::')
    const inputs = inputsOf(resource, address, deviceId)
    return {
      urn,
      custom: true,
      id: resource,
      type,
      inputs,
      outputs: inputs,
      parent: root,
      provider: `${providerUrn}::${providerId}`,
    }
  })
  return {
    version: 3,
    deployment: {
      manifest: { time: '2026-02-08T00:00:00Z', magic: '', version: '' },
      resources: [
        { urn: root, custom: false, type: 'pulumi:pulumi:Stack' },
        {
          urn: providerUrn,
          custom: true,
          id: providerId,
          type: `pulumi:providers:${plugin}`,
          inputs: { version },
          outputs: { version },
        },
        ...resources,
      ],
    },
  }
}

function inputsOf(resource: string, address: string, deviceId: (device: string) => string): object {
  if (resource === 'tailnet-acl') return { acl: '{}', overwriteExistingContent: true }
  const given: object = properties[resource as keyof typeof properties]
  const device = devices.find(name => name.startsWith(resource.replace(/tags$/, '').replace(/-$/, '.')))
  if (device !== undefined) return { ...given, deviceId: deviceId(device) }
  return JSON.parse(JSON.stringify(given).replace('ADDRESS', address)) as object
}
