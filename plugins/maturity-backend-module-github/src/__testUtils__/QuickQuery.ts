// SPDX-License-Identifier: Apache-2.0
import {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
  valueFromASTUntyped,
} from 'graphql';

type Source = Record<string, unknown>;
type Variables = Record<string, unknown>;

/** A field with what is needed of it at each object. */
interface QuickField {
  key: string;
  name: string;
  arguments: [name: string, value: ValueNode][];
  selections: SelectionSetNode | undefined;
}

/**
 * Answers a query that was validated before, from the same resolvers as graphql-js does, without its care for types:
 * tens of thousands of objects take seconds, not minutes. For worlds in which every field is there and may be read.
 */
export class QuickQuery {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #operation: OperationDefinitionNode;
  readonly #fields = new Map<SelectionSetNode, Map<unknown, QuickField[]>>();

  constructor(readonly document: DocumentNode) {
    const operations: OperationDefinitionNode[] = [];
    for (const definition of document.definitions) {
      if (definition.kind === 'FragmentDefinition') {
        this.#fragments.set(definition.name.value, definition);
      } else if (definition.kind === 'OperationDefinition') {
        operations.push(definition);
      }
    }
    this.#operation = operations[0];
  }

  execute(root: object, variables: Variables): unknown {
    return this.#object(
      root as Source,
      this.#operation.selectionSet,
      variables,
    );
  }

  #object(source: Source, selections: SelectionSetNode, variables: Variables) {
    const result: Source = {};
    for (const field of this.#fieldsOf(selections, source.__typename)) {
      result[field.key] = this.#value(source, field, variables);
    }
    return result;
  }

  #value(source: Source, field: QuickField, variables: Variables) {
    let value = source[field.name];
    if (typeof value === 'function') {
      value = value.call(
        source,
        Object.fromEntries(
          field.arguments.map(([name, node]) => [
            name,
            valueFromASTUntyped(node, variables),
          ]),
        ),
      );
    }
    return this.#complete(value, field.selections, variables);
  }

  #complete(
    value: unknown,
    selections: SelectionSetNode | undefined,
    variables: Variables,
  ): unknown {
    if (typeof value === 'function') {
      return this.#complete(value(), selections, variables);
    }
    if (value === null || value === undefined) {
      return null;
    }
    if (Array.isArray(value)) {
      return value.map(item => this.#complete(item, selections, variables));
    }
    return selections
      ? this.#object(value as Source, selections, variables)
      : value;
  }

  #fieldsOf(set: SelectionSetNode, typename: unknown): QuickField[] {
    let byType = this.#fields.get(set);
    if (!byType) {
      byType = new Map();
      this.#fields.set(set, byType);
    }
    let fields = byType.get(typename);
    if (!fields) {
      fields = this.#flatten(set, typename);
      byType.set(typename, fields);
    }
    return fields;
  }

  #flatten(set: SelectionSetNode, typename: unknown): QuickField[] {
    return set.selections.flatMap(selection => {
      if (selection.kind === 'Field') {
        return [toQuickField(selection)];
      }
      const part =
        selection.kind === 'FragmentSpread'
          ? this.#fragments.get(selection.name.value)!
          : selection;
      const condition = part.typeCondition?.name.value;
      // Objects of one possible type need not name it.
      return !condition || !typename || condition === typename
        ? this.#flatten(part.selectionSet, typename)
        : [];
    });
  }
}

function toQuickField(node: FieldNode): QuickField {
  return {
    key: node.alias?.value ?? node.name.value,
    name: node.name.value,
    arguments: (node.arguments ?? []).map(({ name, value }) => [
      name.value,
      value,
    ]),
    selections: node.selectionSet,
  };
}
