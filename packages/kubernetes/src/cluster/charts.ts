import { App, Chart } from 'cdk8s'
import { Construct } from 'constructs'

/**
 * The chart of each Application, whatever it is called, and in it a scope for each service: names come from there, never from
 * the path.
 */
export class Charts {
  readonly #app = new App()
  readonly #charts = new Map<string, Chart>()

  scope(application: string, service: string): Construct {
    const chart = this.#charts.get(application) ?? new Chart(this.#app, `application ${application}`)
    this.#charts.set(application, chart)
    return (chart.node.tryFindChild(service) as Construct | undefined) ?? new Construct(chart, service)
  }

  get all(): readonly (readonly [string, Chart])[] {
    return [...this.#charts]
  }
}
