// Report the Gate's result with sequential requests to the REST API: a comment, and an issue for what failed.
import { readFileSync } from "node:fs";

const marker = "<!-- ci-report -->";
const env = process.env;
const repository = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}`;
const headers = { authorization: `Bearer ${env.GITHUB_TOKEN}`, accept: "application/vnd.github+json" };

async function send(path, body) {
  const sent = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(`${repository}${path}`, sent);
  const answer = await response.json();
  if (!response.ok && response.status !== 404) throw new Error(`${path}: HTTP ${response.status}`);
  return answer;
}

async function pages(path, key) {
  const found = [];
  for (let page = 1; ; page += 1) {
    const answer = await send(`${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`);
    const items = key ? answer[key] : answer;
    found.push(...items);
    if (items.length < 100) return found;
  }
}

const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8"));
const number = event.workflow_run.pull_requests[0].number;
await send("/contents/hygiene.toml");
const pull = await send(`/pulls/${number}`);
const runs = await pages(`/commits/${pull.head.sha}/check-runs`, "check_runs");
const base = await pages(`/commits/${pull.base.sha}/check-runs`, "check_runs");
const before = new Map(base.map((run) => [run.name, run.conclusion]));
const failed = runs.filter((run) => run.conclusion === "failure");
const why = new Map();
for (const run of failed) why.set(run.id, await send(`/check-runs/${run.id}/annotations`));
const rows = runs.map((run) => {
  const errors = (why.get(run.id) ?? []).map((one) => one.message).join("; ");
  return `| ${run.name} | ${run.conclusion} | ${before.get(run.name) ?? "new"} | ${errors} |`;
});
const head = "| Job | Result | Base | Error |\n| --- | --- | --- | --- |\n";
const body = `${marker}\n## ${failed.length ? "Failed" : "Passed"}\n\n${head}${rows.join("\n")}`;
const comments = await pages(`/issues/${number}/comments`);
if (!comments.some((one) => one.body.startsWith(marker))) await send(`/issues/${number}/comments`, { body });
const trackers = await pages("/issues?labels=ci-failure&state=open");
if (failed.length && !trackers.some((one) => one.title === "CI failure")) {
  await send("/issues", { title: "CI failure", body, labels: ["ci-failure"] });
}
