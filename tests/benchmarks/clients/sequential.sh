#!/bin/sh
# Report the Gate's result with a `gh api` call for each request: a comment, and an issue for what failed.
set -eu
marker='<!-- ci-report -->'
# gh uses TLS for every host but this one, and then sends all requests to the proxy:
# https://github.com/cli/cli/blob/trunk/internal/ghinstance/host.go
export GH_HOST=github.localhost GH_TOKEN="$GITHUB_TOKEN" HTTP_PROXY="$GITHUB_API_URL"
api="repos/$GITHUB_REPOSITORY"
# The events of forks have no pull request; this script leaves them out, as many do.
number=$(tr -d ' \n' <"$GITHUB_EVENT_PATH" | sed 's/.*"pull_requests":\[{[^]]*"number":\([0-9]*\).*/\1/')
gh api "$api/contents/hygiene.toml" >/dev/null 2>&1 || true
heads=$(gh api "$api/pulls/$number" --jq '.head.sha + " " + .base.sha')
runs=$(gh api --paginate "$api/commits/${heads% *}/check-runs?per_page=100" \
  --jq '.check_runs[] | [.id, .name, .conclusion] | @tsv')
base=$(gh api --paginate "$api/commits/${heads#* }/check-runs?per_page=100" \
  --jq '.check_runs[] | [.name, .conclusion] | @tsv')
failed=$(printf '%s\n' "$runs" | awk -F '\t' '$3 == "failure" {print $1}')
errors=''
for id in $failed; do
  errors="$errors$(gh api "$api/check-runs/$id/annotations" --jq "\"$id\\t\" + ([.[].message] | join(\"; \"))")
"
done
rows=$({ printf '%s\n' "$base" | sed 's/^/b\t/'; printf '%s' "$errors" | sed 's/^/e\t/'; printf '%s\n' "$runs" | sed 's/^/r\t/'; } |
  awk -F '\t' '$1 == "b" {before[$2] = $3} $1 == "e" {why[$2] = $3}
    $1 == "r" {print "| " $3 " | " $4 " | " ($3 in before ? before[$3] : "new") " | " why[$2] " |"}')
body="$marker
## $([ -n "$failed" ] && echo Failed || echo Passed)

| Job | Result | Base | Error |
| --- | --- | --- | --- |
$rows"
comments=$(gh api --paginate "$api/issues/$number/comments?per_page=100" \
  --jq ".[] | select(.body | startswith(\"$marker\")) | .id")
[ -n "$comments" ] || gh api "$api/issues/$number/comments" -f "body=$body" >/dev/null
trackers=$(gh api --paginate "$api/issues?labels=ci-failure&state=open&per_page=100" \
  --jq '.[] | select(.title == "CI failure") | .number')
if [ -n "$failed" ] && [ -z "$trackers" ]; then
  gh api "$api/issues" -f title='CI failure' -f "body=$body" -f 'labels[]=ci-failure' >/dev/null
fi
