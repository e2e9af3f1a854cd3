/** Where K3s looks for its settings: https://docs.k3s.io/installation/configuration#configuration-file */
export const settingsFolder = '/etc/rancher/k3s'
