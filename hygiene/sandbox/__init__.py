"""A small GitHub in memory, for tests, drills and a first look. It has never heard of who uses it.

Needs the extra ``sandbox``. Import from the rooms; this file imports nothing.

Make a world (``hygiene.sandbox.world``)::

    world = World(now=EPOCH_S, tick_s=1, habits=Habits())     # every request advances the clock by tick_s seconds
    token = world.token("bot-token")                          # acts as github-actions[bot], writes issues and PRs
    reader = world.token("reader-token", level="read")        # a fork's token
    alice = world.token("alice-token", "alice", kind="user")  # kinds: integration, user, classic (scopes=("repo",))
    repo = world.repository("o/r")                            # created on first use; private=True, has_issues=False
    world.copy(), world.digest(), world.state, world == other # states are immutable and shared
    world.advance(60)                                         # let time pass
    world.history, world.requests                             # every write; every HTTP request
    world.notifications, world.mentions                       # what rang people

Fill it (``hygiene.sandbox.seed.RepositorySeed``, from ``world.repository``)::

    sha = repo.push("feature", {"README.md": "text"})         # one commit; open pull requests of the branch follow
    number = repo.pull_request("feature", fork=None, author="octocat")
    run = repo.workflow_run("Gate", head=sha, jobs={"gate": "failure", "tests": Job("failure",
                            steps={"Lint": "success"}, annotations=[Annotation("a.py", 3, "boom")])})
                                                              # Job: seed_runs, Annotation and Step: checks
    repo.rerun(run, jobs={"gate": "success"})                 # next attempt: same suite, new check runs
    repo.finish(run, jobs={"slow": "success"})                # end jobs reported as "queued" or "in_progress"
    repo.status(sha, "ci/legacy", "failure"); repo.protect("main", "gate"); repo.label("bug"); repo.issue("Title")
    repo.run_event(run), repo.pull_request_event(number), repo.merge_group_event(number)   # webhook payloads
    repo.record, repo.run(run), repo.thread(number), repo.issues(), repo.comments(number)  # what GitHub holds now

People act by hand (``hygiene.sandbox.person.Person``)::

    bob = repo.person("bob")
    comment = bob.comment(number, "text"); bob.edit_comment(comment, "other"); bob.delete_comment(comment)
    bob.edit(number, "body"); bob.retitle(number, "title"); bob.lock(number); bob.push(number); bob.merge(number)
    bob.close(issue, "NOT_PLANNED"); bob.reopen(issue); bob.add_label(issue, "x"); bob.delete_label("x")

Talk to it::

    client = httpx.Client(transport=SandboxTransport(world, faults=[GatewayError(after=True)], before=hook))
    respond(world, Request(body, headers), fault)             # hygiene.sandbox.wire: the same without httpx
    serve(world, port=8000)                                   # hygiene.sandbox.server: over loopback

``before(info: RequestInfo) -> Fault | None`` runs when a request has arrived and before anything is executed.
Faults are the values in ``hygiene.sandbox.faults``. Files: ``hygiene.sandbox.world_file`` (load, save),
``hygiene.sandbox.recorded`` (worlds from ``gh run view --json`` output).
"""
