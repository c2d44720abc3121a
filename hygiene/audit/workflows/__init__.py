"""Workflow files: the names of check runs as GitHub shows them, and what GitHub refuses.

Other features use `gate_file.read_gate_file` and nothing else. In the order of the steps:

nodes         YAML text to nodes with line and column, within GitHub's limits
values        the values of expressions, as far as they are known
functions     the functions that an expression may call
expression    the grammar of ``${{ … }}``: text to a tree
evaluate      a tree to a value
jobs          nodes to a workflow and its jobs
events        what is known of the ``github`` context in a run of an event
conditions    ``if:`` and ``needs:``: which jobs may be skipped or never run
availability  which contexts are available under which key
refusals      what GitHub refuses in a file
matrix        ``strategy.matrix`` to one leg for each job that GitHub starts
calls         reusable workflows: which file a job calls, with which inputs
aggregates    jobs that only sum up others
names         a workflow to the names of its check runs
gate_file     all of it for one file, as a value
"""
