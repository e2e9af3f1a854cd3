/** A package of the host's package manager: Homebrew's formulae and casks, or a Linux distribution's package. */
export interface Package {
  readonly from: 'formula' | 'cask' | 'distribution'
  readonly name: string
}

export function formula(name: string): Package {
  return { from: 'formula', name }
}

export function cask(name: string): Package {
  return { from: 'cask', name }
}

/** A package of the Linux distribution, whichever package manager it has. */
export function distributionPackage(name: string): Package {
  return { from: 'distribution', name }
}
