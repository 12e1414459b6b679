// SPDX-License-Identifier: Apache-2.0
import { buildSchema, GraphQLSchema } from 'graphql';

/**
 * The part of GitLab's GraphQL reference (https://docs.gitlab.com/api/graphql/reference/) that the collector uses,
 * retyped: GitLab publishes its schema as pages and by introspection, and no package carries it.
 */
export const gitlabSchema: GraphQLSchema = buildSchema(`
  scalar Time
  scalar Duration

  type Query {
    project(fullPath: ID!): Project
    projects(
      fullPaths: [String!], ids: [ID!], first: Int, last: Int, after: String, before: String
    ): ProjectConnection
  }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! endCursor: String startCursor: String }
  type ProjectConnection { nodes: [Project] pageInfo: PageInfo! }
  type Project {
    id: ID!
    fullPath: ID!
    webUrl: String
    createdAt: Time
    archived: Boolean
    lastActivityAt: Time
    ciConfigPathOrDefault: String!
    repository: Repository
    pipeline(id: ID, iid: ID, sha: String): Pipeline
    pipelines(
      first: Int, last: Int, after: String, before: String, updatedAfter: Time, updatedBefore: Time
    ): PipelineConnection
    environments(
      first: Int, last: Int, after: String, before: String, name: String, search: String, states: [String!],
      type: String
    ): EnvironmentConnection
    releases(first: Int, last: Int, after: String, before: String, sort: ReleaseSort): ReleaseConnection
  }
  type EnvironmentConnection { nodes: [Environment] pageInfo: PageInfo! }
  type Environment {
    name: String!
    lastDeployment(status: DeploymentStatus!): Deployment
  }
  enum DeploymentStatus { CREATED RUNNING SUCCESS FAILED CANCELED SKIPPED BLOCKED }
  type Deployment { id: ID! }
  type Repository {
    rootRef: String
    empty: Boolean!
    tree(path: String, ref: String, recursive: Boolean): Tree
  }
  type Tree { lastCommit: Commit }
  type Commit { sha: String! }
  type PipelineConnection { nodes: [Pipeline] pageInfo: PageInfo! }
  type Pipeline {
    id: ID!
    iid: String!
    updatedAt: Time!
    jobs(
      first: Int, last: Int, after: String, before: String, retried: Boolean, jobKind: CiJobKind
    ): CiJobConnection
  }
  enum CiJobKind { BUILD BRIDGE }
  enum ReleaseSort { CREATED_ASC CREATED_DESC RELEASED_AT_ASC RELEASED_AT_DESC }
  type ReleaseConnection { nodes: [Release] pageInfo: PageInfo! }
  type Release { tagName: String releasedAt: Time }
  type CiJobConnection { nodes: [CiJob] pageInfo: PageInfo! }
  type CiStage { name: String }
  enum CiJobStatus {
    CREATED WAITING_FOR_RESOURCE WAITING_FOR_CALLBACK PREPARING PENDING RUNNING SUCCESS FAILED CANCELED CANCELING
    SKIPPED MANUAL SCHEDULED
  }
  type CiJob {
    id: ID
    name: String
    status: CiJobStatus
    stage: CiStage
    createdAt: Time!
    startedAt: Time
    finishedAt: Time
    queuedDuration: Duration
    allowFailure: Boolean!
  }
`);
