// SPDX-License-Identifier: Apache-2.0
import { sameIdentity } from './identity';
import { DeploymentView, ReleaseParts } from './types';

interface Begun {
  release: ReleaseParts;
  /** Its first part in the environment. */
  part: DeploymentView;
  /** Place in the order in which releases came to any environment. */
  place: number;
}

/** Which releases came to which environment; added in the order in which they began. @internal */
export class BegunReleases {
  private readonly byEnvironment = new Map<string, Begun[]>();
  private readonly seen = new Map<
    ReleaseParts,
    { place: number; environments: string[] }
  >();
  private places = 0;

  add(part: DeploymentView, release: ReleaseParts): void {
    const { environment } = part;
    const seen = this.seen.get(release);
    if (!seen) {
      this.seen.set(release, {
        place: this.places,
        environments: [environment],
      });
    } else {
      if (seen.environments.includes(environment)) return;
      seen.environments.push(environment);
    }
    let begun = this.byEnvironment.get(environment);
    if (!begun) {
      begun = [];
      this.byEnvironment.set(environment, begun);
    }
    begun.push({ release, part, place: this.places });
    this.places += 1;
  }

  /**
   * Whether a newer release of another revision had begun where one of the parts goes. An older release that comes to
   * a region only now overtakes nothing: regions are often reached in waves.
   */
  isOvertaken(
    release: ReleaseParts,
    parts: readonly DeploymentView[],
  ): boolean {
    const place = this.seen.get(release)?.place ?? 0;
    return parts.some(part => this.isOvertakenBy(release, part, place));
  }

  private isOvertakenBy(
    release: ReleaseParts,
    part: DeploymentView,
    place: number,
  ): boolean {
    const begun = this.byEnvironment.get(part.environment) ?? [];
    for (let index = begun.length - 1; index >= 0; index--) {
      const other = begun[index];
      if (other.place < place) return false;
      if (
        other.release.begin > release.begin &&
        other.part.begin <= part.begin &&
        sameIdentity(other.part, part) === false
      ) {
        return true;
      }
    }
    return false;
  }
}
