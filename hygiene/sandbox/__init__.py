"""A GitHub in memory for tests, drills and local trials. It needs the extra ``sandbox``; import from its modules.

Create a world (``hygiene.sandbox.world``)::

    world = World(now=EPOCH_S, tick_s=1, behaviour=Behaviour())  # every request advances the clock by tick_s seconds
    token = world.token("bot-token")                          # acts as github-actions[bot], writes issues and PRs
    reader = world.token("reader-token", level="read")        # the token of a fork
    alice = world.token("alice-token", "alice", kind="user")  # kinds: integration, user, classic (scopes=("repo",))
    repository = world.repository("o/r")                      # created on first use; private=True, has_issues=False
    world.copy(), world.digest(), world.state, world == other # states are immutable and shared
    world.advance(60)                                         # let time pass
    world.history, world.requests                             # every write; every HTTP request
    world.notifications, world.mentions                       # what notified people

Fill it (``hygiene.sandbox.seed.RepositorySeed``, from ``world.repository``)::

    sha = repository.push("feature", {"README.md": "text"})   # one commit; open pull requests of the branch move
    number = repository.pull_request("feature", fork=None, author="octocat")
    run = repository.workflow_run("Gate", head=sha, jobs={"gate": "failure", "tests": Job("failure",
                                  steps={"Lint": "success"}, annotations=[Annotation("a.py", 3, "boom")])})
                                                              # Job: runs, Annotation and Step: checks
    repository.rerun(run, jobs={"gate": "success"})           # next attempt: same suite, new check runs
    repository.finish(run, jobs={"slow": "success"})          # complete jobs that were "queued" or "in_progress"
    repository.status(sha, "ci/legacy", "failure"); repository.suite(sha, "renovate")   # a suite without check runs
    repository.late_results(run, "unfinished", reads=2)       # completed, but not shown yet
    repository.protect("main", "gate"); repository.ruleset("main", "gate")
    repository.label("bug"); repository.issue("Title"); repository.change(archived=True)
    repository.fork("alice/r").delete(); repository.rename("o/new"); world.delete_account("octocat")
    repository.run_event(run), repository.pull_request_event(number), repository.merge_group_event(number)
    repository.record, repository.run(run), repository.thread(number)  # what GitHub has now
    repository.issues(), repository.comments(number)

People act in a browser (``hygiene.sandbox.person.Person``)::

    bob = repository.person("bob")
    comment = bob.comment(number, "text"); bob.edit_comment(comment, "other"); bob.delete_comment(comment)
    bob.edit(number, "body"); bob.change(number, str.upper); bob.retitle(number, "title")
    bob.lock(number); bob.push(number); bob.merge(number)
    bob.close(issue, "NOT_PLANNED"); bob.reopen(issue); bob.add_label(issue, "x"); bob.delete_label("x")

Send requests::

    client = httpx.Client(transport=SandboxTransport(world, faults=[GatewayError(after=True)], before=hook))
    respond(world, Request(body, headers), fault)             # hygiene.sandbox.wire: the same without httpx
    open_server(world, port=8000).serve_forever()             # hygiene.sandbox.server: HTTP on loopback

``before(info: RequestInfo) -> Fault | None`` is called when a request has arrived and is not executed yet.
Faults are the values in ``hygiene.sandbox.faults``; ``world.faults`` are rules that choose them.
World files: ``hygiene.sandbox.world_file``.
"""
