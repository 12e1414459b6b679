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
  private size = 0;

  constructor(private readonly uniqueKeys: boolean) {}

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
      this.anchors.set(anchor, { value, size: this.size - before + 1 });
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
    const own = new Map<string, unknown>();
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
      own.set(key, this.read(pair.value, depth + 1));
    }
    const result: Record<string, unknown> = Object.create(null);
    // Of several merged mappings the first wins, and the mapping's own keys win over all.
    for (const source of merged.reverse()) {
      this.count(Object.keys(source).length, 0);
      Object.assign(result, source);
    }
    for (const [key, value] of own) {
      result[key] = value;
    }
    return { ...result };
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
