/** By its value Argo CD finds what Secrets are for: https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-repositories-yaml/ */
export const secretType = 'argocd.argoproj.io/secret-type'
