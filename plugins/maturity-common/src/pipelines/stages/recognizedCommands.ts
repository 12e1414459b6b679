// SPDX-License-Identifier: Apache-2.0
import { RecognizedCommand } from './recognizedThings';

/** Prefix of a package script: `npm run`, `yarn`, `pnpm`, `bun run`, `make`, `just`, `task`, … */
const RUN =
  '(?<![\\w-])(?:npm (?:--\\S+ )*(?:run(?:-script)?)|yarn(?: workspaces? \\S+)?(?: run)?|pnpm(?: -\\S+(?: [^-\\s]\\S*)?)*?(?: run)?|bun(?: run)?|deno task|make(?: -\\S+)*|just|task|mage|node --run|nox -s|tox (?:run )?-e|hatch run|poe|invoke|rake|bundle exec rake|composer(?: run)?)';

/** Commands in wide use and the stage that they stand for, searched for in each line of a script. */
export const RECOGNIZED_COMMANDS: RecognizedCommand[] = [
  {
    stages: ['build'],
    command: `${RUN} \\S*\\b(?:build|compile|bundle|package)\\b`,
  },
  {
    stages: ['build'],
    command:
      '\\b(?:docker|podman|nerdctl)(?: buildx)? (?:build|bake)\\b|\\bbuildah (?:bud|build)\\b|\\bkaniko\\b|\\bpack build\\b|\\bko (?:build|publish)\\b',
  },
  {
    stages: ['build'],
    command:
      '\\b(?:go|cargo|dotnet|swift|bazel|bazelisk|zig|mix|stack|cabal|nx|skaffold|turbo(?: run)?|hatch|poetry|uv|flit|vite|ng|lerna run|nest|next|remix|astro) build\\b|\\bpython3? -m build\\b|\\bsetup\\.py (?:build|sdist|bdist_wheel)|\\bmvnw?\\b.*\\b(?:compile|package|install|verify)\\b|\\bgradlew?\\b.*\\b(?:build|assemble|jar)\\b|\\bmsbuild\\b|\\btsc\\b(?!.*--noEmit)|\\bwebpack\\b|\\brollup\\b|\\besbuild\\b|\\bcmake --build\\b|\\bninja\\b(?!.*\\b(?:install|update)\\b)|\\bnx (?:run-many|affected)\\b.*\\bbuild\\b|\\bdotnet (?:pack|publish)\\b|\\bhelm package\\b|\\bwerf (?:build|converge)\\b|(?:^|&& *)make(?: -j\\S*)?(?: all)?$',
  },
  {
    stages: ['test'],
    command:
      '(?:\\b|_)tests?(?:\\b|__)|\\btesting\\b|\\bcoverage\\b|\\bjest\\b|\\bvitest\\b|\\bmocha\\b|\\bpytest\\b|\\btox\\b|\\bnox\\b|\\bava\\b|\\bborp\\b|\\bjasmine\\b|\\bkarma\\b|\\bcypress run\\b|\\bplaywright\\b|\\brspec\\b|\\bphpunit\\b|\\bgotestsum\\b|\\bginkgo\\b|\\bnextest\\b|\\bllvm-cov\\b|\\bbats\\b|\\bctest\\b|\\bnpm t\\b|\\bunittest\\b|\\bcodecov\\b|\\bcoveralls\\b|\\bc8\\b|\\bnyc\\b|\\bnewman run\\b|\\bk6 run\\b|\\be2e\\b|\\bnpx tap\\b|\\bgradlew?\\b.*\\bcheck\\b|\\bmvnw?\\b.*\\bverify\\b',
  },
  {
    stages: ['test'],
    command: `${RUN} \\S*\\b(?:unit|integration|specs?|check:all)\\b|(?<![\\w-])make(?: -\\S+)* check\\b`,
  },
  {
    stages: ['lint'],
    command:
      '\\blint(?:er|ers|ing)?\\b|\\beslint\\b|\\bstylelint\\b|\\bprettier\\b|\\bgolangci-lint\\b|\\bgo vet\\b|\\bstaticcheck\\b|\\bgofmt\\b|\\bflake8\\b|\\bpylint\\b|\\bprospector\\b|\\bpycodestyle\\b|\\bpydocstyle\\b|\\bpyflakes\\b|\\bpylama\\b|\\bdjlint\\b|\\bstandardrb\\b|\\bphp-cs-fixer\\b|\\bpsalm\\b|\\bmix credo\\b|\\bluacheck\\b|\\bruff\\b|\\bblack\\b.*--check|\\bmypy\\b|\\bpyright\\b|\\bisort\\b|\\bshellcheck\\b|\\bactionlint\\b|\\bhadolint\\b|\\byamllint\\b|\\bmarkdownlint\\b|\\brubocop\\b|\\bbiome (?:ci|check|lint)\\b|\\boxlint\\b|\\bktlint\\b|\\bdetekt\\b|\\bcheckstyle\\b|\\bspotlessCheck\\b|\\bclippy\\b|\\bcargo fmt\\b|\\brustfmt\\b|\\btflint\\b|\\bterraform fmt\\b|\\bpre-commit run\\b|\\bpre-commit\\b|\\bclang-(?:format|tidy)\\b|\\bphpcs\\b|\\bphpstan\\b|\\bdotnet format\\b|\\bswiftlint\\b|\\bsqlfluff\\b|\\bvale\\b|\\bcodespell\\b|\\bcspell\\b|\\bcommitlint\\b|\\bxo\\b|\\bnpx standard\\b',
  },
  {
    stages: ['lint'],
    command: `${RUN} \\S*\\b(?:format[-:_]check|check[-:_]format|fmt[-:_]check|style|standard)\\b`,
  },
  {
    stages: ['security-scan'],
    command:
      '\\bnpm audit\\b|\\byarn(?: npm)? audit\\b|\\bpnpm audit\\b|\\bbun audit\\b|\\bbetter-npm-audit\\b|\\baudit-ci\\b|\\bgovulncheck\\b|\\btrivy\\b|\\bgrype\\b|\\bsnyk\\b|\\bsemgrep\\b|\\bbandit\\b|\\bpip-audit\\b|\\bsafety (?:check|scan)\\b|\\bgosec\\b|\\bcargo[- ](?:audit|deny)\\b|\\bbundle(?:r)?[- ]audit\\b|\\bbrakeman\\b|\\bgitleaks\\b|\\btrufflehog\\b|\\bosv-scanner\\b|\\bzizmor\\b|\\bcheckov\\b|\\btfsec\\b|\\bterrascan\\b|\\bkics\\b|\\bdependency-?check(?:analyze|aggregate)?\\b|\\bdocker scout\\b|\\bdetect-secrets\\b|\\bcodeql (?:database|github)\\b|\\bretire\\b|\\bkubescape\\b|\\bkubesec\\b|\\bclair(?:ctl|-scanner)\\b|\\bsonar-scanner\\b|\\bsonar:sonar\\b|\\bsonar-maven-plugin\\b|\\bgradlew?\\b.*\\bsonar(?:qube)?\\b|\\bdotnet list\\b.*--vulnerable|\\bdotnet nuget audit\\b|\\bcomposer audit\\b|\\bmix (?:sobelow|deps\\.audit|hex\\.audit)\\b|\\bzap-(?:baseline|full-scan|api-scan)\\b|\\bnuclei -|\\bxray scan\\b|\\bjf(?:rog)? (?:(?:xr|docker|podman) )?(?:audit|scan|build-scan)\\b|\\bcheckmarx\\b|\\bveracode\\b|\\bfossa (?:analyze|test)\\b|\\bossf/scorecard\\b|\\bscorecard --repo\\b',
  },
  {
    // Audits of accessibility, speed and licenses look for something else, and an audit log is no audit.
    stages: ['security-scan'],
    command: `${RUN} (?!\\S*(?:a11y|accessib|axe|lighthouse|perf|seo|licen[cs]e|audit[-_:]?logs?))\\S*\\b(?:audit|security[-_:](?:check|scan)|vulncheck)\\b`,
  },
  {
    stages: ['deploy'],
    command:
      '\\bkubectl\\b.*\\b(?:apply|set image|rollout restart|replace|patch)\\b|\\bkustomize build\\b.*\\| *kubectl|\\boc (?:apply|rollout|deploy|new-app)\\b|\\bhelm(?:file)?\\b(?!.*\\b(?:plugin|template|lint|repo)\\b).*\\b(?:upgrade|install|apply|sync)\\b|\\bargocd app (?:sync|set)\\b|\\bflux reconcile\\b|\\b(?:terraform|tofu|terragrunt)\\b.*\\bapply\\b|\\bpulumi up\\b|\\bcdk deploy\\b|\\bsam deploy\\b|\\bserverless deploy\\b|\\bsls deploy\\b|\\baws ecs (?:update-service|deploy)\\b|\\baws deploy create-deployment\\b|\\baws cloudformation (?:deploy|update-stack|create-stack)\\b|\\baws lambda update-function-code\\b|\\baws s3 sync\\b|\\baws elasticbeanstalk update-environment\\b|\\beb deploy\\b|\\bgcloud (?:run|app|functions|deploy)\\b.*\\b(?:deploy|create|replace)\\b|\\baz (?:webapp|functionapp|containerapp|deployment|aks)\\b.*\\b(?:deploy|create|up|update)\\b|\\bfly(?:ctl)? deploy\\b|\\bvercel\\b.*(?:--prod|deploy)\\b|\\bnetlify deploy\\b|\\bwrangler (?:pages )?(?:deploy|publish)\\b|\\bfirebase deploy\\b|\\bheroku\\b.*\\b(?:container:release|releases|push)\\b|\\bgit push \\S*heroku\\b|\\bcf push\\b|\\bansible-playbook\\b|\\bcap \\S+ deploy\\b|\\bdep deploy\\b|\\bdocker stack deploy\\b|\\bdocker(?:-| )compose\\b(?=.*\\bup\\b)(?=.*-d\\b).*prod|\\bnomad (?:job )?run\\b|\\bkamal deploy\\b|\\bskaffold (?:run|deploy)\\b|(?:^|[\\s/])deploy(?![-_](?:docs?|documentation|storybook|(?:gh-?)?pages)\\b)(?:[-_][\\w-]*)?\\.(?:sh|py|rb|ps1|[cm]?[jt]s)\\b|\\bocto(?:pus)? deploy\\b|\\bwerf (?:converge|bundle apply)\\b',
  },
  {
    // Documentation is published and not deployed.
    stages: ['deploy'],
    command: `${RUN} (?!\\S*\\b(?:docs?|documentation|storybook|gh-?pages|pages)\\b)\\S*\\bdeploy\\b`,
  },
  {
    stages: ['release'],
    command:
      '^(?!.*--dry-run).*(?:\\b(?:npm|yarn(?: npm)?|pnpm|bun|lerna|cargo|poetry|uv|flit|hatch|deno|vsce|ovsx|dart pub|flutter pub|changeset|changesets|jsr|nx release) publish\\b|\\btwine upload\\b|\\bgem push\\b|\\bdotnet nuget push\\b|\\bnuget push\\b|\\bmvnw?\\b.*\\bdeploy\\b|\\bgradlew?\\b.*\\bpublish\\w*\\b|\\bgh release (?:create|upload)\\b|\\bglab release create\\b|\\brelease-cli\\b|\\bsemantic-release\\b|\\brelease-it\\b|\\bstandard-version\\b|\\bgoreleaser (?:release|build)\\b|\\bhelm (?:push|cm-push)\\b|\\b(?:docker|podman|nerdctl|buildah|skopeo|crane|oras)(?: image)? (?:push|copy)\\b|\\bdocker buildx build\\b.*--push\\b|\\bcr upload\\b|\\bmake (?:\\S*[-:_])?(?:release|publish)\\b|\\bsetup\\.py upload\\b|\\bchangeset tag\\b|\\bcargo release\\b|\\brelease:perform\\b|\\bmake \\S*docker[-_]push\\b|(?:^|[\\s/])(?:release|publish)(?:[-_][\\w-]*)?\\.(?:sh|py|rb|ps1|[cm]?[jt]s)\\b)',
  },
  {
    stages: ['release'],
    command: `^(?!.*--dry-run).*${RUN} \\S*\\b(?:release|publish)\\b(?![-:_]?(?:coverage|results?|reports?|notes|docs))`,
  },
  {
    stages: ['rollback'],
    command:
      '\\bkubectl\\b.*\\brollout undo\\b|\\bhelm\\b.*\\brollback\\b|\\bargocd app rollback\\b|\\bkubectl argo rollouts (?:undo|abort)\\b|\\boc rollout undo\\b|\\bocto(?:pus)? .*rollback\\b|\\bfly(?:ctl)? releases rollback\\b|\\bheroku rollback\\b|\\bvercel rollback\\b|\\bwrangler rollback\\b|\\bkamal rollback\\b|\\bcap \\S+ deploy:rollback\\b|\\baws deploy stop-deployment\\b.*auto-rollback|\\bgcloud run services update-traffic\\b.*--to-revisions',
  },
  { stages: ['rollback'], command: `${RUN} \\S*\\broll-?_?back\\b` },
  {
    stages: ['rollback'],
    safety: ['automated-rollback'],
    command:
      '\\bhelm\\b.*\\bupgrade\\b.*(?:--atomic|--rollback-on-failure|--cleanup-on-fail)|--auto-rollback|\\bauto-rollback-configuration\\b|deploymentCircuitBreaker=|\\bflagger\\b|\\bkubectl argo rollouts\\b|\\bautoRollback\\b',
  },
  {
    safety: ['central-secrets'],
    command:
      '\\bvault (?:kv|read|login|write)\\b|\\baws secretsmanager get-secret-value\\b|\\baws ssm get-parameters?\\b|\\bgcloud secrets versions access\\b|\\baz keyvault secret\\b|\\bop (?:read|run|inject)\\b|\\bdoppler (?:run|secrets)\\b|\\binfisical (?:run|export)\\b|\\bsops (?:-d|--decrypt|exec-)|\\bbws (?:run|secret)\\b|\\bconjur variable\\b|\\bchamber exec\\b|\\bsecrethub\\b',
  },
  {
    safety: ['feature-flags'],
    command:
      '\\blaunchdarkly\\b|\\bldcli\\b|\\bld-find-code-refs\\b|\\bunleash\\b|\\bflagsmith\\b|\\bflagd\\b|\\bopenfeature\\b|\\bconfigcat\\b|\\bgrowthbook\\b|\\bdevcycle\\b|\\bfeature[-_ ]?(?:flags?|toggles?)\\b',
  },
];
