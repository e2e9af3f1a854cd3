/** Where collectors of Debian's own leave files of metrics: https://packages.debian.org/bookworm/prometheus-node-exporter-collectors */
export const textfilesOnLinux = '/var/lib/prometheus/node-exporter'
