// SPDX-License-Identifier: Apache-2.0
import {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  getNamedType,
  GraphQLObjectType,
  Kind,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import { gitlabSchema } from './graphqlSchema';

/** What GitLab allows a question of a signed-in user. */
export const MAX_COMPLEXITY = 250;

/** Fields with a resolver of their own in GitLab: one more for it. */
const RESOLVED = new Set([
  'Query.project',
  'Query.projects',
  'Project.environments',
  'Project.pipeline',
  'Project.pipelines',
  'Project.releases',
  'Environment.lastDeployment',
  'Repository.tree',
  'Tree.lastCommit',
  'Pipeline.jobs',
]);
/** Fields that ask Git: one more for that. */
const ASKS_GIT = new Set([
  'Repository.rootRef',
  'Repository.empty',
  'Repository.tree',
  'Tree.lastCommit',
]);
/** Lists that are sorted without being asked to: one more for that. */
const SORTED = new Set(['Project.releases']);
const MAX_PAGE = 100;

/** What GitLab counts for a question before it answers, as in its `Types::BaseField` and `Resolvers::BaseResolver`. */
export function complexityOf(
  document: DocumentNode,
  variables: Record<string, unknown>,
): number {
  const fragments = new Map(
    document.definitions.flatMap(one =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ) as [string, FragmentDefinitionNode][],
  );
  const valueOf = (value: ValueNode | undefined) =>
    value?.kind === Kind.VARIABLE
      ? variables[value.name.value]
      : (value as { value?: unknown } | undefined)?.value;
  const isLeftOut = ({ directives }: FieldNode) =>
    directives?.some(
      ({ name, arguments: args }: DirectiveNode) =>
        name.value === 'include' && valueOf(args?.[0].value) === false,
    );

  const ofSelections = (
    parent: GraphQLObjectType,
    { selections }: SelectionSetNode,
  ): number =>
    selections
      .map(selection => {
        switch (selection.kind) {
          case Kind.FIELD:
            return isLeftOut(selection) ? 0 : ofField(parent, selection);
          case Kind.FRAGMENT_SPREAD:
            return ofSelections(
              parent,
              fragments.get(selection.name.value)!.selectionSet,
            );
          default:
            return ofSelections(parent, selection.selectionSet);
        }
      })
      .reduce((sum, one) => sum + one, 0);

  function ofField(parent: GraphQLObjectType, field: FieldNode): number {
    const name = `${parent.name}.${field.name.value}`;
    const type = getNamedType(parent.getFields()[field.name.value].type);
    const args = new Map(
      field.arguments?.map(one => [one.name.value, valueOf(one.value)]),
    );
    const own = 1 + (ASKS_GIT.has(name) ? 1 : 0);
    const children = field.selectionSet
      ? ofSelections(type as GraphQLObjectType, field.selectionSet)
      : 0;
    if (!RESOLVED.has(name) || !type.name.endsWith('Connection')) {
      return own + children;
    }
    const isSorted = SORTED.has(name) || args.has('sort');
    const complexity =
      own + children + (isSorted ? 1 : 0) + (args.has('search') ? 5 : 0);
    const items = Math.min(Number(args.get('first') ?? MAX_PAGE), MAX_PAGE);
    return Math.trunc(complexity * (1 + items / 100));
  }

  const [operation] = document.definitions.filter(
    (one): one is OperationDefinitionNode =>
      one.kind === Kind.OPERATION_DEFINITION,
  );
  return ofSelections(gitlabSchema.getQueryType()!, operation.selectionSet);
}
