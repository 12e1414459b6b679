// SPDX-License-Identifier: Apache-2.0
import { isAlias, isMap, isPair, isScalar, isSeq, Node, Scalar } from 'yaml';
import { MAX_DEPTH, MAX_NODES } from './limits';

/** A place in a document that cannot be taken over, with the reason. */
export class YamlValueProblem extends Error {
  constructor(readonly reason: string, readonly offset: number) {
    super(reason);
  }
}

/** Marker for GitLab's `!reference [job, key]`. */
export class GitlabReference {
  constructor(readonly path: string[]) {}
}

interface Anchored {
  value: unknown;
  size: number;
  comment?: string;
}

function offsetOf(node: unknown): number {
  return (node as { range?: [number, number, number] | null })?.range?.[0] ?? 0;
}

function isMergeKey(key: unknown): boolean {
  return (
    isScalar(key) &&
    (key.value === '<<' ||
      (typeof key.value === 'symbol' && key.value.description === '<<'))
  );
}

/**
 * Turns the nodes of a document into plain values, in one pass over the nodes however often they are aliased:
 * anchors are kept by name, and what a file would expand to is counted instead of expanded.
 */
export class YamlValueReader {
  private readonly anchors = new Map<string, Anchored>();
  private readonly comments = new WeakMap<object, Map<string, string>>();
  private size = 0;

  constructor(private readonly uniqueKeys: boolean) {}

  /** Comment written behind the value of a key, also where the mapping came by an alias or a merge key. */
  commentOn(map: object, key: string): string | undefined {
    return this.comments.get(map)?.get(key);
  }

  read(node: unknown, depth = 0): unknown {
    if (depth > MAX_DEPTH) {
      throw new YamlValueProblem(
        `is nested more than ${MAX_DEPTH} levels deep`,
        offsetOf(node),
      );
    }
    if (isAlias(node)) {
      return this.readAlias(node.source, offsetOf(node));
    }
    this.count(1, offsetOf(node));
    const before = this.size;
    const value = this.readContent(node, depth);
    const anchor = (node as (Node & { anchor?: string }) | null)?.anchor;
    if (anchor) {
      this.anchors.set(anchor, {
        value,
        size: this.size - before + 1,
        comment: this.commentOf(node),
      });
    }
    return value;
  }

  private readAlias(name: string, offset: number): unknown {
    const anchored = this.anchors.get(name);
    if (!anchored) {
      throw new YamlValueProblem(
        `uses the alias '*${name}' before an anchor '&${name}' ends`,
        offset,
      );
    }
    this.count(anchored.size, offset);
    return anchored.value;
  }

  private count(size: number, offset: number) {
    this.size += size;
    if (this.size > MAX_NODES) {
      throw new YamlValueProblem(
        `expands to more than ${MAX_NODES} values through its anchors`,
        offset,
      );
    }
  }

  private commentOf(node: unknown): string | undefined {
    const own = isScalar(node) || isAlias(node) ? node.comment : undefined;
    return (
      own?.trim() ||
      (isAlias(node) ? this.anchors.get(node.source)?.comment : undefined)
    );
  }

  private readContent(node: unknown, depth: number): unknown {
    if (isScalar(node)) {
      return node.value;
    }
    if (isSeq(node)) {
      const items = node.items.map(item => this.read(item, depth + 1));
      return node.tag === '!reference'
        ? new GitlabReference(items.map(String))
        : items;
    }
    return isMap(node) ? this.readMap(node.items, depth) : undefined;
  }

  private readMap(items: unknown[], depth: number): Record<string, unknown> {
    const own = new Map<string, { value: unknown; comment?: string }>();
    const merged: Record<string, unknown>[] = [];
    for (const pair of items) {
      if (!isPair(pair)) {
        continue;
      }
      if (isMergeKey(pair.key)) {
        const value = this.read(pair.value, depth + 1);
        for (const source of Array.isArray(value) ? value : [value]) {
          if (typeof source === 'object' && source !== null) {
            merged.push(source as Record<string, unknown>);
          }
        }
        continue;
      }
      const key = this.keyOf(pair.key);
      if (this.uniqueKeys && own.has(key)) {
        throw new YamlValueProblem(
          `has the key '${key}' twice in one mapping`,
          offsetOf(pair.key),
        );
      }
      const value = this.read(pair.value, depth + 1);
      own.set(key, { value, comment: this.commentOf(pair.value) });
    }
    return this.mapOf(own, merged);
  }

  private mapOf(
    own: Map<string, { value: unknown; comment?: string }>,
    merged: Record<string, unknown>[],
  ): Record<string, unknown> {
    // Without a prototype, as a file may call its jobs `constructor` or `__proto__`.
    const result: Record<string, unknown> = Object.create(null);
    const comments = new Map<string, string>();
    const put = (key: string, value: unknown, comment?: string) => {
      result[key] = value;
      if (comment) {
        comments.set(key, comment);
      } else {
        comments.delete(key);
      }
    };
    // Of several merged mappings the first wins, and the mapping's own keys win over all.
    for (const source of merged.reverse()) {
      this.count(Object.keys(source).length, 0);
      for (const [key, value] of Object.entries(source)) {
        put(key, value, this.commentOn(source, key));
      }
    }
    for (const [key, { value, comment }] of own) {
      put(key, value, comment);
    }
    if (comments.size > 0) {
      this.comments.set(result, comments);
    }
    return result;
  }

  private keyOf(key: unknown): string {
    if (isScalar(key)) {
      return String((key as Scalar).value);
    }
    if (isAlias(key)) {
      return String(this.readAlias(key.source, offsetOf(key)));
    }
    throw new YamlValueProblem(
      'has a key that is no plain word',
      offsetOf(key),
    );
  }
}
