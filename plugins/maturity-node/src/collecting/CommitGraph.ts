// SPDX-License-Identifier: Apache-2.0

/** A commit as far as ancestry needs it. @public */
export interface CommitNode {
  revision: string;
  parents: string[];
}

/** What lies between two revisions. @public */
export type CommitRange<T> =
  | { known: true; commits: T[]; rollback: boolean }
  /** The graph does not reach far enough to tell; ask the provider. */
  | { known: false };

/**
 * The part of a repository's history that was read. One read of the history answers for all of its deployments,
 * where a comparison per deployment would cost a request each.
 *
 * @public
 */
export class CommitGraph<T extends CommitNode> {
  readonly #commits = new Map<string, T>();
  // Deployments are asked in order, so the ancestors of one are the base of the next.
  #last: { revision: string; ancestors: Set<string> } | undefined;

  constructor(commits: Iterable<T> = []) {
    for (const commit of commits) {
      this.#commits.set(commit.revision, commit);
    }
  }

  get size(): number {
    return this.#commits.size;
  }

  get(revision: string): T | undefined {
    return this.#commits.get(revision);
  }

  /**
   * The commits that are new in `head` relative to `base`, and whether `head` goes back behind `base`.
   */
  between(base: string, head: string): CommitRange<T> {
    if (base === head) {
      return { known: true, commits: [], rollback: false };
    }
    if (!this.#commits.has(base) || !this.#commits.has(head)) {
      return { known: false };
    }
    const ancestors = this.#ancestorsOf(base);
    if (ancestors.has(head)) {
      return { known: true, commits: [], rollback: true };
    }
    const commits: T[] = [];
    const seen = new Set<string>();
    const queue = [head];
    let isRelated = false;
    for (let revision = queue.pop(); revision; revision = queue.pop()) {
      isRelated ||= ancestors.has(revision);
      if (seen.has(revision) || ancestors.has(revision)) {
        continue;
      }
      seen.add(revision);
      const commit = this.#commits.get(revision);
      if (!commit) {
        // A parent from before what was read: it may or may not be part of the base.
        return { known: false };
      }
      commits.push(commit);
      queue.push(...commit.parents);
    }
    if (!isRelated) {
      // Two histories with nothing in common, as after a rewrite: what is new in one cannot be told.
      return { known: false };
    }
    this.#advance(base, head, seen);
    return { known: true, commits, rollback: false };
  }

  #ancestorsOf(revision: string): Set<string> {
    if (this.#last?.revision === revision) {
      return this.#last.ancestors;
    }
    const ancestors = new Set<string>();
    const queue = [revision];
    for (let next = queue.pop(); next; next = queue.pop()) {
      if (!ancestors.has(next)) {
        ancestors.add(next);
        queue.push(...(this.#commits.get(next)?.parents ?? []));
      }
    }
    this.#last = { revision, ancestors };
    return ancestors;
  }

  #advance(base: string, head: string, added: Set<string>) {
    const { ancestors } = this.#last!;
    // Only where the base is itself an ancestor is the union the ancestry of the head.
    const reachesBase = [...added].some(revision =>
      this.#commits.get(revision)?.parents.includes(base),
    );
    if (!reachesBase) {
      return;
    }
    added.forEach(revision => ancestors.add(revision));
    this.#last = { revision: head, ancestors };
  }
}
