/** Where K3s looks for its settings: https://docs.k3s.io/installation/configuration#configuration-file */
export const settingsFolder = '/etc/rancher/k3s'
export const settingsPath = `${settingsFolder}/config.yaml`

/** K3s, and what it is called by besides: `kubectl` is the same file. https://docs.k3s.io/cli */
export const k3sProgram = '/usr/local/bin/k3s'
export const kubectlLink = '/usr/local/bin/kubectl'

/**
 * Interfaces of a node: of its pods, and of what comes from those of others, for either kind of addresses, by whichever backend its server
 * has. https://docs.k3s.io/networking/basic-network-options,
 * https://github.com/flannel-io/flannel/blob/v0.27.0/pkg/backend/wireguard/wireguard.go, …/vxlan/vxlan.go
 */
export const bridges: readonly string[] = ['cni0', 'flannel.1', 'flannel-v6.1', 'flannel-wg', 'flannel-wg-v6']

/** Where every node answers the others: https://docs.k3s.io/installation/requirements#networking */
export const kubeletPort = 10250
