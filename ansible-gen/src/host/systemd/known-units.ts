/** https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html */
export const unitKinds: readonly string[] = [
  ...['service', 'socket', 'device', 'mount', 'automount', 'swap', 'target', 'path', 'timer', 'slice', 'scope'],
]

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.special.html */
export const knownTargets: readonly string[] = [
  ...['basic', 'bluetooth', 'boot-complete', 'cryptsetup-pre', 'cryptsetup', 'ctrl-alt-del', 'default', 'emergency'],
  ...['exit', 'factory-reset', 'final', 'first-boot-complete', 'getty-pre', 'getty', 'graphical', 'halt', 'hibernate'],
  ...['hybrid-sleep', 'initrd', 'initrd-fs', 'initrd-root-device', 'initrd-root-fs', 'initrd-usr-fs', 'integritysetup'],
  ...['integritysetup-pre', 'kbrequest', 'kexec', 'local-fs', 'local-fs-pre', 'machines', 'multi-user', 'network'],
  ...['network-online', 'network-pre', 'nss-lookup', 'nss-user-lookup', 'paths', 'poweroff', 'printer', 'reboot'],
  ...['remote-cryptsetup', 'remote-fs', 'remote-fs-pre', 'remote-veritysetup', 'rescue', 'rpcbind', 'runlevel2'],
  ...[
    'runlevel3',
    'runlevel4',
    'runlevel5',
    'shutdown',
    'sigpwr',
    'sleep',
    'slices',
    'smartcard',
    'sockets',
    'soft-reboot',
  ],
  ...['sound', 'ssh-access', 'storage-target-mode', 'suspend', 'suspend-then-hibernate', 'swap', 'sysinit'],
  ...['system-update', 'system-update-pre', 'time-set', 'time-sync', 'timers', 'tpm2', 'umount', 'usb-gadget'],
  ...['veritysetup', 'veritysetup-pre'],
]
